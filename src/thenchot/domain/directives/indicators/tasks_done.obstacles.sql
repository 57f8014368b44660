-- What stands between an overdue task and its closing: the task itself, and each part of it that is still open, since a whole is
-- closed after its parts; three levels of parts are followed down. A part in the way of itself is in the way of its whole, too.
WITH still AS (
    SELECT
        task.id AS id,
        task.parent_id AS parent_id,
        task.unit_id AS unit_id,
        task.name AS name,
        task.cost AS cost,
        task.classification AS classification,
        stood.state AS state,
        stood.due_on AS due_on
    FROM directives_task AS task
    JOIN stood ON stood.task_id = task.id
    WHERE stood.state <> 'closed' AND stood.state <> 'recalled'
),
late AS (
    SELECT still.id AS id FROM still WHERE still.due_on < :as_of
),
first_parts AS (
    SELECT late.id AS record_id, part.id AS part_id
    FROM late
    JOIN still AS part ON part.parent_id = late.id
),
second_parts AS (
    SELECT above.record_id AS record_id, part.id AS part_id
    FROM first_parts AS above
    JOIN still AS part ON part.parent_id = above.part_id
),
third_parts AS (
    SELECT above.record_id AS record_id, part.id AS part_id
    FROM second_parts AS above
    JOIN still AS part ON part.parent_id = above.part_id
),
in_the_way AS (
    SELECT late.id AS record_id, late.id AS part_id FROM late
    UNION ALL
    SELECT above.record_id AS record_id, above.part_id AS part_id FROM first_parts AS above
    UNION ALL
    SELECT above.record_id AS record_id, above.part_id AS part_id FROM second_parts AS above
    UNION ALL
    SELECT above.record_id AS record_id, above.part_id AS part_id FROM third_parts AS above
)
SELECT
    in_the_way.record_id AS record_id,
    'close/' || still.id AS obstacle_id,
    CASE WHEN still.classification = 0 THEN still.name ELSE '' END AS label,
    still.unit_id AS unit_id,
    still.cost AS cost,
    NULL AS days,
    '' AS resource,
    still.state AS cause
FROM in_the_way
JOIN still ON still.id = in_the_way.part_id
