# Writes the fixtures that packages/statistics/test compares itself with.
# Run from this folder: Rscript runner.R
# R with sandwich, lmtest and MASS (Debian: r-cran-sandwich, r-cran-lmtest, r-cran-mass).
suppressPackageStartupMessages({
  library(sandwich)
  library(lmtest)
  library(MASS)
})
set.seed(20240501)

# As many digits as are needed to read the same double back. (jsonlite stops at 15.)
number_text <- function(x) {
  short <- sprintf("%.15g", x)
  ifelse(is.na(x), "null", ifelse(suppressWarnings(as.numeric(short)) == x, short, sprintf("%.17g", x)))
}

# Lists become objects or arrays; a vector is an array unless it is one number or one text not wrapped in I().
json_text <- function(value) {
  if (is.list(value)) {
    parts <- vapply(value, json_text, "")
    if (is.null(names(value))) return(paste0("[", paste(parts, collapse = ",\n"), "]"))
    return(paste0("{", paste0(dQuote(names(value), FALSE), ": ", parts, collapse = ",\n"), "}"))
  }
  parts <- if (is.character(value)) dQuote(value, FALSE) else number_text(unclass(value))
  if (length(parts) == 1 && !inherits(value, "AsIs")) parts else paste0("[", paste(parts, collapse = ","), "]")
}

write_fixture <- function(name, value) writeLines(json_text(value), paste0(name, ".json"))

# A named list of design columns, the outcome, and what lm, sandwich and lmtest say of them.
regression <- function(formula, data, clusters = list(), rowwise = TRUE) {
  model <- lm(formula, data)
  design <- model.matrix(model)
  summary <- summary(model)
  inference <- function(type, covariance, df) {
    tests <- coeftest(model, vcov. = covariance, df = df)
    intervals <- coefci(model, vcov. = covariance, df = df, level = 0.95)
    list(
      type = type, degreesOfFreedom = df, covariance = I(unname(c(covariance))),
      standardErrors = I(unname(tests[, 2])), t = I(unname(tests[, 3])), pValues = I(unname(tests[, 4])),
      lower = I(unname(intervals[, 1])), upper = I(unname(intervals[, 2]))
    )
  }
  df <- df.residual(model)
  inferences <- list(inference("classical", vcov(model), df))
  for (type in c("HC0", "HC1", "HC2", "HC3")) {
    inferences <- c(inferences, list(inference(type, vcovHC(model, type = type), df)))
  }
  for (name in names(clusters)) {
    labels <- clusters[[name]]
    clustered <- inference("cluster", vcovCL(model, cluster = labels, type = "HC1"), length(unique(labels)) - 1)
    inferences <- c(inferences, list(c(clustered, list(clusters = name))))
  }
  if (length(clusters) == 2) {
    fewest <- min(sapply(clusters, function(labels) length(unique(labels))))
    both <- vcovCL(model, cluster = as.data.frame(clusters), type = "HC1")
    inferences <- c(inferences, list(inference("two-way-cluster", both, fewest - 1)))
  }
  c(list(
    design = lapply(as.data.frame(design, optional = TRUE), I),
    outcome = I(unname(model.response(model.frame(model)))),
    clusters = lapply(clusters, function(labels) I(as.integer(labels))),
    coefficients = I(unname(coef(model))),
    residualDegreesOfFreedom = df,
    sigma = summary$sigma,
    rSquared = summary$r.squared,
    fStatistic = unname(summary$fstatistic[1]),
    fPValue = unname(pf(summary$fstatistic[1], summary$fstatistic[2], summary$fstatistic[3], lower.tail = FALSE)),
    inferences = inferences
  ), if (rowwise) list(residuals = I(unname(residuals(model))), leverages = I(unname(hatvalues(model)))))
}

write_fixture("mtcars", regression(mpg ~ wt + hp, mtcars, list(cyl = mtcars$cyl)))

births <- transform(birthwt, race = factor(race))
write_fixture("birthwt", regression(low ~ age + lwt + race + smoke, births))

data("PetersenCL", package = "sandwich")
write_fixture("petersen", regression(
  y ~ x, PetersenCL, list(firm = PetersenCL$firm, year = PetersenCL$year), rowwise = FALSE
))

# Exact collinearity: R leaves out the later column.
collinear <- transform(mtcars, twice = 2 * wt, both = wt + hp)
aliased <- lm(mpg ~ wt + twice + hp + both + qsec, collinear)
write_fixture("collinear", list(
  design = lapply(as.data.frame(model.matrix(aliased), optional = TRUE), I),
  outcome = I(collinear$mpg),
  coefficients = I(unname(coef(aliased))),
  standardErrors = I(unname(sqrt(diag(vcov(aliased, complete = TRUE)))))
))

# Random designs with a one-in-ten outcome, an unbalanced cluster and columns of very different size.
random_regression <- function(rows) {
  data <- data.frame(
    large = rnorm(rows, 1e6, 1e3), small = runif(rows) / 1e4, group = factor(sample(letters[1:4], rows, TRUE)),
    site = sample(1:9, rows, TRUE, prob = 1:9)
  )
  data$outcome <- as.numeric(runif(rows) < 0.1 + 0.1 * (data$group == "b"))
  regression(outcome ~ large + small + group, data, list(site = data$site))
}
write_fixture("random", list(random_regression(60), random_regression(400)))

# Tails and quantiles over the range where R itself keeps its digits.
grid_df <- c(1, 2, 2.5, 4, 9, 41, 1348, 1e6)
grid_t <- expand.grid(t = c(0, 1e-9, 0.01, 0.5, 1, 1.96, 3, 8, 25, 100, 1e4), df = grid_df)
grid_q <- expand.grid(p = c(1e-12, 1e-6, 5e-4, 0.005, 0.025, 0.05, 0.3, 0.5, 0.9, 0.975), df = grid_df)
grid_f <- expand.grid(
  f = c(0, 1e-6, 0.3, 1, 2.5, 10, 60, 1e3, 1e6), numerator = c(1, 2, 3, 10, 40),
  denominator = c(1, 3, 10, 71, 1348, 1e6)
)
write_fixture("tails", list(
  t = lapply(transform(grid_t,
    upper = pt(t, df, lower.tail = FALSE), lower = pt(-t, df, lower.tail = FALSE),
    twoSided = 2 * pt(t, df, lower.tail = FALSE)
  ), I),
  quantiles = lapply(transform(grid_q, quantile = qt(p, df)), I),
  f = lapply(transform(grid_f, upper = pf(f, numerator, denominator, lower.tail = FALSE)), I)
))

critical <- list(level = I(c(0.5, 0.2, 0.1, 0.05, 0.01, 0.001, 1e-6, 1e-12, 1e-15)))
critical$value <- I(-qnorm(critical$level / 2))
write_fixture("normal-quantiles", critical)
