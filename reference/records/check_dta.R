# Reads the committed Stata file with haven and writes what it finds, in the same words as check_dta.py.
# Rscript reference/records/check_dta.R > reference/records/dta-haven.json
here <- dirname(sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE)))
file <- file.path(here, "../../packages/records/test/export/example.dta")
data <- haven::read_dta(file)
# haven gives Stata's own count of the notes as if it were the first note.
stopifnot(identical(attr(data, "notes"), c("1", "Synthetic rows; no person stands behind them.")))

one <- jsonlite::unbox
variables <- lapply(names(data), function(name) {
  column <- data[[name]]
  variable <- list(label = one(attr(column, "label")), format = one(attr(column, "format.stata")))
  if (name == "note") {
    variable$lengths <- nchar(column, type = "chars")
  } else if (inherits(column, "Date")) {
    variable$values <- format(column, "%Y-%m-%d")
  } else {
    variable$values <- as.vector(unclass(column))
    attributes(variable$values) <- NULL
  }
  labels <- attr(column, "labels")
  if (!is.null(labels)) {
    variable$labels <- lapply(setNames(names(labels), unname(labels)), one)
  }
  variable
})
names(variables) <- names(data)
found <- list(label = one(attr(data, "label")), rows = one(nrow(data)), variables = variables)
cat(jsonlite::toJSON(found, na = "null", digits = NA, pretty = TRUE), "\n")
