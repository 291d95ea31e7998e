"""Standard errors of the regressions in random.json in 60-digit arithmetic, for where R keeps few digits.

Run from this folder after runner.R: python3 exact.py (Debian: python3-mpmath). Writes exact.json.
"""

import json

from mpmath import matrix, mp, mpf, nstr, sqrt

mp.dps = 60


def standard_errors(regression):
    columns = list(regression["design"].values())
    n, p = len(regression["outcome"]), len(columns)
    design = matrix([[mpf(column[i]) for column in columns] for i in range(n)])
    outcome = matrix([mpf(value) for value in regression["outcome"]])
    inverse = (design.T * design) ** -1
    estimates = inverse * (design.T * outcome)
    residuals = outcome - design * estimates
    leverages = [(design[i, :] * inverse * design[i, :].T)[0] for i in range(n)]
    sites = regression["clusters"]["site"]
    count = len(set(sites))

    def roots(middle):
        covariance = inverse * middle * inverse
        return [nstr(sqrt(covariance[a, a]), 20) for a in range(p)]

    def weighted(weight):
        middle = matrix(p, p)
        for i in range(n):
            row = design[i, :]
            middle += (row.T * row) * weight(residuals[i], leverages[i])
        return roots(middle)

    def clustered():
        middle = matrix(p, p)
        for site in set(sites):
            score = matrix(p, 1)
            for i in range(n):
                if sites[i] == site:
                    score += design[i, :].T * residuals[i]
            middle += score * score.T
        return roots(middle * mpf(count) / (count - 1) * mpf(n - 1) / (n - p))

    variance = sum(e * e for e in residuals) / (n - p)
    return {
        "estimates": [nstr(value, 20) for value in estimates],
        "standardErrors": {
            "classical": [nstr(sqrt(variance * inverse[a, a]), 20) for a in range(p)],
            "HC0": weighted(lambda e, h: e * e),
            "HC1": weighted(lambda e, h: e * e * n / (n - p)),
            "HC2": weighted(lambda e, h: e * e / (1 - h)),
            "HC3": weighted(lambda e, h: (e / (1 - h)) ** 2),
            "cluster": clustered(),
        },
    }


with open("random.json", encoding="utf-8") as file:
    regressions = json.load(file)
with open("exact.json", "w", encoding="utf-8") as file:
    json.dump([standard_errors(regression) for regression in regressions], file, indent=1)
    file.write("\n")
