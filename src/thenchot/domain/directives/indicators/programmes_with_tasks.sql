-- Of the programmes running on the day, how many had given at least one task by then? The others are programmes without tasks.
WITH given AS (
    SELECT task.programme_id AS programme_id, COUNT(task.id) AS tasks
    FROM directives_task AS task
    WHERE task.given_on <= :as_of AND task.programme_id IS NOT NULL
    GROUP BY task.programme_id
)
SELECT
    programme.unit_id AS unit_id,
    programme.id AS record_id,
    '' AS slice,
    CASE WHEN given.tasks > 0 THEN 1 ELSE 0 END AS numerator,
    1 AS denominator,
    CASE WHEN given.tasks > 0 THEN NULL ELSE 'no_task' END AS cause
FROM directives_actionprogramme AS programme
LEFT JOIN given ON given.programme_id = programme.id
WHERE programme.from_on <= :as_of AND (programme.until_on IS NULL OR programme.until_on > :as_of)
