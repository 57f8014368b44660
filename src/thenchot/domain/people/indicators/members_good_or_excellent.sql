-- Which of the members rated are good or excellent? Each is counted once, in the
-- unit of the rule date, as the latest yearly round closed by the day decided it. Rounds of the same period that are still open at
-- other units are missing, and so is whoever such a round has not decided. Who is not rated is listed and takes no part.
WITH latest AS (
    SELECT MAX(season.period_end) AS period_end
    FROM people_ratinground AS season
    JOIN people_ratingscheme AS scheme ON scheme.id = season.scheme_id
    WHERE scheme.rates = 'member' AND scheme.period = 'year' AND season.closed_on <= :as_of
),
chosen AS (
    -- Of the versions of a round the last that is closed; an open one only where none is.
    SELECT
        season.id AS id,
        CASE WHEN season.closed_on <= :as_of THEN 1 ELSE 0 END AS is_closed
    FROM people_ratinground AS season
    JOIN people_ratingscheme AS scheme ON scheme.id = season.scheme_id
    JOIN latest ON latest.period_end = season.period_end
    WHERE scheme.rates = 'member' AND scheme.period = 'year' AND season.opened_on <= :as_of
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY season.unit_id, season.scheme_id
        ORDER BY CASE WHEN season.closed_on <= :as_of THEN 0 ELSE 1 END, season.number DESC
    ) = 1
),
rated AS (
    -- Whoever two rounds of the same period name is counted in the one that has decided, and once.
    SELECT
        rating.id AS id,
        rating.unit_id AS unit_id,
        rating.level AS level,
        rating.step AS step,
        chosen.is_closed AS is_closed
    FROM people_rating AS rating
    JOIN chosen ON chosen.id = rating.round_id
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY rating.person_id ORDER BY chosen.is_closed DESC, rating.id DESC
    ) = 1
)
SELECT
    rated.unit_id AS unit_id,
    rated.id AS record_id,
    '' AS slice,
    CASE
        WHEN rated.step = 'not_rated' THEN 0
        WHEN rated.is_closed = 0 OR rated.step <> 'decided' THEN NULL
        WHEN rated.level IN ('excellent', 'good') THEN 1
        ELSE 0
    END AS numerator,
    CASE WHEN rated.step = 'not_rated' THEN 0 ELSE 1 END AS denominator,
    CASE
        WHEN rated.step = 'not_rated' THEN 'not_rated'
        WHEN rated.is_closed = 0 OR rated.step <> 'decided' THEN 'not_decided'
        WHEN rated.level IN ('excellent', 'good') THEN NULL
        ELSE rated.level
    END AS cause
FROM rated
