-- What stands between a clause and a programme: one programme answers all clauses of a document that has none in its own unit yet;
-- where a programme runs, each clause it leaves out must be answered by it.
WITH answered AS (
    SELECT answer.clause_id AS clause_id, COUNT(answer.id) AS programmes
    FROM directives_programmeclause AS answer
    WHERE answer.from_on <= :as_of
    GROUP BY answer.clause_id
),
running AS (
    SELECT programme.document_id AS document_id, programme.unit_id AS unit_id, COUNT(programme.id) AS programmes
    FROM directives_actionprogramme AS programme
    WHERE programme.from_on <= :as_of
        AND (programme.until_on IS NULL OR programme.until_on > :as_of)
        AND programme.document_id IS NOT NULL
    GROUP BY programme.document_id, programme.unit_id
)
SELECT
    clause.id AS record_id,
    CASE
        WHEN running.programmes > 0 THEN 'answer/' || clause.id
        ELSE 'programme/' || document.id
    END AS obstacle_id,
    CASE WHEN document.classification = 0 THEN document.symbol ELSE '' END AS label,
    document.unit_id AS unit_id,
    NULL AS cost,
    NULL AS days,
    '' AS resource,
    CASE WHEN running.programmes > 0 THEN 'answer_clause' ELSE 'open_programme' END AS cause
FROM directives_clause AS clause
JOIN directives_document AS document ON document.id = clause.document_id
LEFT JOIN answered ON answered.clause_id = clause.id
LEFT JOIN running ON running.document_id = document.id AND running.unit_id = document.unit_id
WHERE document.issued_on <= :as_of
    AND (clause.followed_on IS NULL OR clause.followed_on > :as_of)
    AND answered.clause_id IS NULL
