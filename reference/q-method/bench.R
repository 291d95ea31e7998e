# Times qmethod on the data of bootstrap.json, for `npm run bench -- q`. Prints one line of JSON.
# Run: Rscript bench.R <sorts as CSV, a column for each sorter> <factors> [folder of the sources of qmethod]
# Uses the package qmethod where it is installed; otherwise its sources, unchanged, from the folder, with R's psych.
arguments <- commandArgs(trailingOnly = TRUE)
sorts <- read.csv(arguments[1], check.names = FALSE)
factors <- as.integer(arguments[2])
if (requireNamespace("qmethod", quietly = TRUE)) {
  suppressPackageStartupMessages(library(qmethod))
  version <- as.character(packageVersion("qmethod"))
} else if (length(arguments) > 2) {
  suppressPackageStartupMessages(library(psych))
  for (file in list.files(file.path(arguments[3], "R"), full.names = TRUE)) {
    if (!grepl("runInterface|zzz", file)) source(file)
  }
  version <- read.dcf(file.path(arguments[3], "DESCRIPTION"), "Version")[[1]]
  # The sources ask for the version of the installed package.
  packageVersion <- function(name) if (name == "qmethod") version else utils::packageVersion(name)
} else {
  cat("null\n")
  quit(status = 0)
}

quiet <- function(work) invisible(capture.output(suppressMessages(suppressWarnings(work))))
# Processor time, as on the other side.
milliseconds <- function(work) {
  taken <- system.time(quiet(work))
  1000 * (taken[["user.self"]] + taken[["sys.self"]])
}

analyse <- function() qmethod(sorts, nfactors = factors, rotation = "varimax")
quiet(analyse())
once <- milliseconds(for (i in 1:20) analyse()) / 20
# The time of a step grows with the number of steps, so a short run does qmethod no wrong.
set.seed(1)
steps <- 100
bootstrap <- milliseconds(qmboots(sorts, nfactors = factors, nsteps = steps, rotation = "varimax"))
cat(sprintf(
  '{"version": "%s", "r": "%s", "analysis": %.3f, "bootstrap": %.3f, "steps": %d}\n',
  version, as.character(getRversion()), once, bootstrap, steps
))
