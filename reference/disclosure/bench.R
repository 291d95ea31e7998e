# Times GaussSuppression on the tables of `npm run bench -- disclosure`. Prints a line of JSON for each table.
# Run: Rscript bench.R <folder of tables> [folder with the sources of GaussSuppression and of SSBtools]
# Uses the package GaussSuppression where it is installed; otherwise the sources, unchanged, from the folders below the
# one that is given. They need R's Matrix, MASS, rlang and ellipsis.
# tables.csv lists what to do: id, formula, maxN. <id>.csv holds the cells without totals; <id>-withheld.csv gets the
# cells that are withheld, `Total` standing for all categories of a dimension.
arguments <- commandArgs(trailingOnly = TRUE)
folder <- arguments[1]
if (requireNamespace("GaussSuppression", quietly = TRUE)) {
  suppressPackageStartupMessages(library(GaussSuppression))
  version <- as.character(packageVersion("GaussSuppression"))
} else if (length(arguments) > 1) {
  suppressPackageStartupMessages(library(Matrix))
  check_dots_used <- ellipsis::check_dots_used
  warn <- rlang::warn
  # The sources ask for the functions of an installed package.
  `::` <- function(package, name) {
    package <- as.character(substitute(package))
    name <- as.character(substitute(name))
    if (package == "SSBtools") get(name, globalenv()) else getExportedValue(package, name)
  }
  descriptions <- Sys.glob(file.path(arguments[2], "*", "DESCRIPTION"))
  names(descriptions) <- vapply(descriptions, function(file) read.dcf(file, "Package")[[1]], "")
  for (package in c("SSBtools", "GaussSuppression")) {
    for (file in list.files(file.path(dirname(descriptions[[package]]), "R"), "[.][rR]$", full.names = TRUE)) {
      if (basename(file) != "reexport.R") sys.source(file, globalenv())
    }
  }
  version <- read.dcf(descriptions[["GaussSuppression"]], "Version")[[1]]
} else {
  quit(status = 1)
}

quiet <- function(work) invisible(capture.output(suppressMessages(work)))
suppress <- function(cells, formula, highest) {
  SuppressSmallCounts(cells, formula = formula, freqVar = "freq", maxN = highest, protectZeros = TRUE, extend0 = FALSE)
}

tables <- read.csv(file.path(folder, "tables.csv"))
read <- function(table) read.csv(file.path(folder, paste0(table$id, ".csv")))
# R compiles a function when it is called for the third time.
for (run in 1:2) quiet(suppress(read(tables[1, ]), as.formula(tables$formula[1]), tables$maxN[1]))
for (at in seq_len(nrow(tables))) {
  table <- tables[at, ]
  cells <- read(table)
  taken <- system.time(quiet(found <- suppress(cells, as.formula(table$formula), table$maxN)))
  withheld <- found[found$suppressed, setdiff(names(cells), "freq")]
  write.csv(withheld, file.path(folder, paste0(table$id, "-withheld.csv")), row.names = FALSE, quote = FALSE)
  # Processor time, as on the other side.
  cat(sprintf(
    '{"id": "%s", "version": "%s", "r": "%s", "seconds": %.3f, "failing": %d, "withheld": %d}\n',
    table$id, version, as.character(getRversion()), taken[["user.self"]] + taken[["sys.self"]],
    sum(found$primary), nrow(withheld)
  ))
}
