-- Which of the members rated are good or excellent? Each is counted once, in the
-- unit of the rule date, as the latest yearly round closed by the day decided it. Rounds of the same period that are still open at
-- other units are missing, and so is whoever such a round has not decided. Who is not rated is listed and takes no part.
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
WHERE rated.rates = 'member'
