-- Of the clauses that hold on the day, how many are answered by a programme? The others are clauses without a programme.
WITH answered AS (
    SELECT answer.clause_id AS clause_id, COUNT(answer.id) AS programmes
    FROM directives_programmeclause AS answer
    WHERE answer.from_on <= :as_of
    GROUP BY answer.clause_id
)
SELECT
    document.unit_id AS unit_id,
    clause.id AS record_id,
    '' AS slice,
    CASE WHEN answered.programmes > 0 THEN 1 ELSE 0 END AS numerator,
    1 AS denominator,
    CASE WHEN answered.programmes > 0 THEN NULL ELSE 'no_programme' END AS cause
FROM directives_clause AS clause
JOIN directives_document AS document ON document.id = clause.document_id
LEFT JOIN answered ON answered.clause_id = clause.id
WHERE document.issued_on <= :as_of AND (clause.followed_on IS NULL OR clause.followed_on > :as_of)
