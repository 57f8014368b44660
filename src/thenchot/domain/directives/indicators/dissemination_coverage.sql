-- Of the people who must know a document by the day, how many knew it by then?
SELECT
    duty.unit_id AS unit_id,
    duty.id AS record_id,
    '' AS slice,
    CASE WHEN duty.known_on <= :as_of THEN 1 ELSE 0 END AS numerator,
    1 AS denominator,
    CASE WHEN duty.known_on <= :as_of THEN NULL WHEN duty.due_on < :as_of THEN 'overdue' ELSE 'not_yet' END AS cause
FROM directives_briefingduty AS duty
WHERE duty.given_on <= :as_of
