-- Of the versions of a round the last that is closed; an open one only where none is.
SELECT
    season.id AS id,
    scheme.rates AS rates,
    CASE WHEN season.closed_on <= :as_of THEN 1 ELSE 0 END AS is_closed
FROM people_ratinground AS season
JOIN people_ratingscheme AS scheme ON scheme.id = season.scheme_id
JOIN latest ON latest.rates = scheme.rates AND latest.period_end = season.period_end
WHERE scheme.period = 'year' AND season.opened_on <= :as_of
QUALIFY ROW_NUMBER() OVER (
    PARTITION BY season.unit_id, season.scheme_id
    ORDER BY CASE WHEN season.closed_on <= :as_of THEN 0 ELSE 1 END, season.number DESC
) = 1
