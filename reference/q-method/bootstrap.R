# Writes bootstrap.json, which packages/q-method/test/stability compares itself with.
# Run from this folder: Rscript bootstrap.R
# Base R alone. A second, plain implementation of the bootstrap of sorts: balanced resampling, principal components,
# varimax, each factor assigned to one factor of the full solution by trying every order, flags, z-scores.
set.seed(20240517)
resamples <- 20000

number_text <- function(x) {
  short <- sprintf("%.15g", x)
  ifelse(is.na(x), "null", ifelse(suppressWarnings(as.numeric(short)) == x, short, sprintf("%.17g", x)))
}

json_text <- function(value) {
  if (is.list(value)) {
    parts <- vapply(value, json_text, "")
    if (is.null(names(value))) return(paste0("[", paste(parts, collapse = ",\n"), "]"))
    return(paste0("{", paste0(dQuote(names(value), FALSE), ": ", parts, collapse = ",\n"), "}"))
  }
  parts <- if (is.character(value)) dQuote(value, FALSE) else number_text(unclass(value))
  if (length(parts) == 1 && !inherits(value, "AsIs")) parts else paste0("[", paste(parts, collapse = ","), "]")
}

by_row <- function(matrix) I(as.vector(t(unname(matrix))))

loadings_of <- function(correlations, k) {
  pairs <- eigen(correlations, symmetric = TRUE)
  unrotated <- pairs$vectors[, 1:k] %*% diag(sqrt(pmax(pairs$values[1:k], 0)))
  # Rows of nothing but rounding, where a resample has fewer different sorts than factors.
  unrotated[, pairs$values[1:k] < 1e-12] <- 0
  matrix(unclass(varimax(unrotated, eps = 1e-12)$loadings), ncol = k)
}

flags_of <- function(loadings, statements) {
  abs(loadings) > qnorm(0.975) / sqrt(statements) & loadings^2 > rowSums(loadings^2) / 2
}

orders_of <- function(k) {
  if (k == 1) return(matrix(1, 1, 1))
  shorter <- orders_of(k - 1)
  do.call(rbind, lapply(1:k, function(first) cbind(first, matrix((1:k)[-first][shorter], ncol = k - 1))))
}

bootstrap <- function(sorts, k) {
  m <- ncol(sorts)
  n <- nrow(sorts)
  standard <- scale(sorts)
  correlations <- cor(sorts)
  full <- loadings_of(correlations, k)
  full <- full[, order(-colSums(full^2))]
  full_flags <- flags_of(full, n)
  full <- sweep(full, 2, sign(colSums(full * full_flags)), "*")
  orders <- orders_of(k)
  draws <- matrix(sample(rep(1:m, resamples)), m)
  scores <- array(NA_real_, c(n, k, resamples))
  flagged <- matrix(0, m, k)
  drawn <- numeric(m)
  congruence <- matrix(0, k, resamples)
  for (b in 1:resamples) {
    own <- draws[, b]
    loadings <- loadings_of(correlations[own, own], k)
    target <- full[own, ]
    similar <- crossprod(target, loadings) / sqrt(outer(colSums(target^2), colSums(loadings^2)))
    similar[!is.finite(similar)] <- 0
    gains <- apply(orders, 1, function(order) sum(abs(similar[cbind(1:k, order)])))
    best <- orders[which.max(gains), ]
    pairs <- similar[cbind(1:k, best)]
    congruence[, b] <- abs(pairs)
    loadings <- sweep(loadings[, best], 2, ifelse(pairs < 0, -1, 1), "*")
    flags <- flags_of(loadings, n)
    held <- sort(unique(own))
    drawn[held] <- drawn[held] + 1
    flagged[held, ] <- flagged[held, ] + flags[match(held, own), , drop = FALSE]
    capped <- pmax(-0.99999, pmin(0.99999, loadings))
    sums <- standard[, own] %*% (capped / (1 - capped^2) * flags)
    use <- colSums(flags) > 0
    scores[, use, b] <- scale(sums[, use, drop = FALSE])
  }
  list(
    sorters = I(colnames(sorts)), statements = n, sorts = I(as.vector(sorts)), factors = k, resamples = resamples,
    loadings = by_row(full), flagged = by_row(flagged / drawn), congruence = I(rowMeans(congruence)),
    scored = I(apply(scores, 2, function(z) sum(!is.na(z[1, ])))),
    means = by_row(apply(scores, c(2, 1), mean, na.rm = TRUE)),
    standardErrors = by_row(apply(scores, c(2, 1), sd, na.rm = TRUE)),
    lower = by_row(apply(scores, c(2, 1), quantile, 0.025, na.rm = TRUE, names = FALSE)),
    upper = by_row(apply(scores, c(2, 1), quantile, 0.975, na.rm = TRUE, names = FALSE))
  )
}

# Lipset (1963), as published with every program of the field.
lipset <- scan(quiet = TRUE, text = "
-1 0 -2 0 -2 1 0 -1 0 -1 1 1 2 3 -1 -4 -3 -3 -1 -4 3 2 3 1 1 0 4 2 2 -3 -2 -2 4
-1 0 -1 -3 2 3 1 1 -4 0 2 -1 4 -1 1 -3 0 -2 -2 0 3 -2 1 0 2 1 2 3 -1 -4 -2 -3 4
2 -2 -2 4 -1 0 -4 -3 1 -4 -3 3 3 2 0 -3 2 -1 1 0 1 -2 0 2 -2 3 1 -1 0 -1 -1 4 1
3 1 -3 -1 -1 3 -3 -2 0 -4 -1 0 3 -2 -3 -4 -1 2 4 -2 4 1 1 -2 0 1 -1 2 0 2 1 2 0
-4 -1 3 -1 1 1 4 2 -4 4 2 0 -1 3 0 2 0 -2 -2 0 -1 2 1 -3 -3 -3 3 0 1 -2 1 -2 -1
1 -3 0 3 3 4 -2 0 -2 -2 1 -1 1 0 -4 3 -1 0 1 -1 -2 -3 -1 -4 2 2 0 4 -1 2 1 2 -3
2 0 -2 1 0 1 -1 -3 0 -1 1 -1 1 2 -4 4 3 2 0 2 -2 -1 -3 -4 3 -2 0 4 -3 1 -1 3 -2
-2 2 0 -3 -4 4 0 -1 -1 -1 1 -1 1 -1 4 0 0 1 -3 1 2 2 3 3 -3 1 -4 3 0 -2 -2 -2 2
3 1 0 1 -4 -3 2 2 -2 0 0 -2 1 4 -1 -2 2 -1 2 1 3 -3 -3 -2 1 0 -1 -4 0 -1 3 -1 4
")
lipset <- matrix(lipset, 33, dimnames = list(NULL, c("US1", "US2", "US3", "US4", "JP5", "CA6", "UK7", "US8", "FR9")))

# Twenty-five sorters of three views, laid out on the grid 2-4-5-6-5-4-2.
places <- rep(-3:3, c(2, 4, 5, 6, 5, 4, 2))
views <- matrix(rnorm(28 * 3), 28)
groups <- rep(1:3, c(11, 8, 6))
planted <- apply(views[, groups] + matrix(rnorm(28 * 25), 28), 2, function(z) places[rank(z)])
colnames(planted) <- sprintf("Q%02d", 1:25)

writeLines(json_text(list(lipset = bootstrap(lipset, 3), planted = bootstrap(planted, 3))), "bootstrap.json")
