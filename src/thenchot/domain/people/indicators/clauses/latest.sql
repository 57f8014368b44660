SELECT scheme.rates AS rates, MAX(season.period_end) AS period_end
FROM people_ratinground AS season
JOIN people_ratingscheme AS scheme ON scheme.id = season.scheme_id
WHERE scheme.period = 'year' AND season.closed_on <= :as_of
GROUP BY scheme.rates
