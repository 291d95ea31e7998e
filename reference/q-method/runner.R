# Writes the fixtures that packages/q-method/test compares itself with.
# Run from this folder: Rscript runner.R <folder of the sources of qmethod>
# R with psych and GPArotation (Debian: r-cran-psych, r-cran-gparotation), and qmethod 1.8.4, which is run from its
# sources, unchanged. Without the folder qmethod.json is left as it is.
suppressPackageStartupMessages({
  library(psych)
  library(GPArotation)
})

# As many digits as are needed to read the same double back.
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

by_row <- function(matrix) I(as.vector(t(unname(unclass(matrix)))))

# Principal components from eigen, the order of the sorts kept.
components <- function(correlations, k) {
  pairs <- eigen(correlations, symmetric = TRUE)
  pairs$vectors[, 1:k] %*% diag(sqrt(pairs$values[1:k]), k)
}

# z-scores of the sorts that the automatic rule flags, each sort standardised first.
scores <- function(sorts, loadings) {
  threshold <- qnorm(0.975) / sqrt(nrow(sorts))
  flags <- abs(loadings) > threshold & loadings^2 > rowSums(loadings^2) / 2
  weights <- loadings / (1 - loadings^2) * flags
  list(flags = by_row(flags * 1), z = by_row(scale(scale(sorts) %*% weights)))
}

# varimax() stops when its criterion no longer grows, where loadings still move; so it is called until they do not.
tight_varimax <- function(loadings) {
  for (again in 1:200) loadings <- unclass(varimax(loadings, eps = 1e-15)$loadings)
  loadings
}

solution <- function(sorts, k) {
  unrotated <- components(cor(sorts), k)
  rotated <- tight_varimax(unrotated)
  oblique <- promax(rotated, m = 4)
  turn <- oblique$rotmat
  # promax() turns once more by varimax, which leaves its own optimum as it is to rounding.
  free <- suppressWarnings(quartimin(unrotated, normalize = TRUE, eps = 1e-7, maxit = 5000))
  c(
    list(factors = k, loadings = by_row(rotated), communalities = I(unname(rowSums(rotated^2)))),
    scores(sorts, rotated),
    list(
      promax = list(loadings = by_row(oblique$loadings), correlations = by_row(solve(t(turn) %*% turn))),
      quartimin = list(
        converged = free$convergence * 1, loadings = by_row(free$loadings), correlations = by_row(free$Phi)
      )
    )
  )
}

fixture <- function(sorts, ks) {
  values <- function(method) I(eigen(cor(sorts, method = method), symmetric = TRUE)$values)
  list(
    sorters = I(colnames(sorts)), statements = nrow(sorts), sorts = I(as.vector(sorts)),
    correlations = list(
      pearson = by_row(cor(sorts)), spearman = by_row(cor(sorts, method = "spearman")),
      kendall = by_row(cor(sorts, method = "kendall"))
    ),
    eigenvalues = list(pearson = values("pearson"), spearman = values("spearman"), kendall = values("kendall")),
    solutions = lapply(ks, function(k) solution(sorts, k))
  )
}

# Sorters who mix a few views with noise.
latent <- function(statements, groups, noise) {
  views <- matrix(rnorm(statements * max(groups)), statements)
  views[, groups] + noise * matrix(rnorm(statements * length(groups)), statements)
}

# A forced grid: every sorter lays the statements out on the same places.
set.seed(20240603)
places <- rep(-3:3, c(2, 4, 5, 6, 5, 4, 2))
forced <- apply(latent(28, rep(1:4, c(8, 7, 6, 4)), 0.9), 2, function(x) places[rank(x)])
colnames(forced) <- sprintf("Q%02d", 1:25)
write_fixture("forced", fixture(forced, c(3, 4, 5)))

# No forced grid: every sorter has a spread and a centre of their own, and ties fall as they may.
set.seed(20240604)
free <- latent(20, rep(1:3, c(5, 4, 3)), 0.8) %*% diag(runif(12, 0.6, 2.4)) + rep(runif(12, -1, 1), each = 20)
free <- pmin(pmax(round(free), -5), 5)
colnames(free) <- sprintf("U%02d", 1:12)
write_fixture("unforced", fixture(free, c(2, 3)))

source_folder <- commandArgs(trailingOnly = TRUE)
if (length(source_folder) == 1) {
  files <- list.files(file.path(source_folder, "R"), full.names = TRUE)
  for (file in files[!grepl("zzz|Interface", files)]) source(file)
  load(file.path(source_folder, "data", "lipset.rda"))
  # The sources ask for the version of the installed package.
  packageVersion <- function(name) if (name == "qmethod") "1.8.4" else utils::packageVersion(name)
  run <- function(dataset, k, extraction) {
    result <- NULL
    capture.output(
      result <- qmethod(dataset, nfactors = k, extraction = extraction, rotation = "varimax", silent = TRUE)
    )
    characteristics <- result$f_char$characteristics
    list(
      factors = k, extraction = extraction, loadings = by_row(as.matrix(result$loa)),
      flags = by_row(as.matrix(result$flagged) * 1), z = by_row(as.matrix(result$zsc)),
      arrays = by_row(as.matrix(result$zsc_n)), reliability = I(characteristics$reliability),
      standardErrors = I(characteristics$se_fscores), correlations = by_row(result$f_char$cor_zsc),
      differenceErrors = by_row(result$f_char$sd_dif), verdicts = I(as.character(result$qdc$dist.and.cons))
    )
  }
  write_fixture("qmethod", list(
    lipset = lapply(c(2, 3), function(k) run(lipset$ldata, k, "PCA")),
    lipsetCentroid = by_row(centroid(cor(lipset$ldata), 7)),
    forced = lapply(c(3, 4), function(k) run(as.data.frame(forced), k, "PCA"))
  ))
}
