-- How much of the equipment on hand was graded within the twelve months before the day? By quantity.
WITH held AS (
    SELECT custody.equipment_id AS equipment_id, custody.unit_id AS unit_id
    FROM materiel_custody AS custody
    WHERE custody.from_on <= :as_of AND (custody.until_on IS NULL OR custody.until_on > :as_of)
),
graded AS (
    SELECT grading.equipment_id AS equipment_id, MAX(grading.graded_on) AS graded_on
    FROM materiel_grading AS grading
    WHERE grading.graded_on <= :as_of
    GROUP BY grading.equipment_id
)
SELECT
    held.unit_id AS unit_id,
    equipment.id AS record_id,
    '' AS slice,
    CASE WHEN graded.graded_on > :since THEN equipment.quantity ELSE 0 END AS numerator,
    equipment.quantity AS denominator,
    CASE
        WHEN graded.graded_on IS NULL THEN 'never_graded'
        WHEN graded.graded_on > :since THEN NULL
        ELSE 'out_of_date'
    END AS cause
FROM held
JOIN materiel_equipment AS equipment ON equipment.id = held.equipment_id
LEFT JOIN graded ON graded.equipment_id = equipment.id
WHERE equipment.removed_on IS NULL OR equipment.removed_on > :as_of
