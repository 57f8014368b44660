-- What stands between a programme and its tasks: the first task is to be given.
WITH given AS (
    SELECT task.programme_id AS programme_id, COUNT(task.id) AS tasks
    FROM directives_task AS task
    WHERE task.given_on <= :as_of AND task.programme_id IS NOT NULL
    GROUP BY task.programme_id
)
SELECT
    programme.id AS record_id,
    'give/' || programme.id AS obstacle_id,
    CASE WHEN programme.classification = 0 THEN programme.name ELSE '' END AS label,
    programme.unit_id AS unit_id,
    NULL AS cost,
    NULL AS days,
    '' AS resource,
    'give_tasks' AS cause
FROM directives_actionprogramme AS programme
LEFT JOIN given ON given.programme_id = programme.id
WHERE programme.from_on <= :as_of
    AND (programme.until_on IS NULL OR programme.until_on > :as_of)
    AND given.programme_id IS NULL
