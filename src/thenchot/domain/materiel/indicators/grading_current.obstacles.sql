-- What stands between an item and an up-to-date grading: a grading at the unit that holds it. One visit serves every item there,
-- and those whose serial number is to be read (registered_to_serial names the same obstacle).
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
    equipment.id AS record_id,
    'check/' || unit.code AS obstacle_id,
    '' AS label,
    held.unit_id AS unit_id,
    NULL AS cost,
    NULL AS days,
    '' AS resource,
    'grade_again' AS cause
FROM held
JOIN materiel_equipment AS equipment ON equipment.id = held.equipment_id
JOIN organisation_unit AS unit ON unit.id = held.unit_id
LEFT JOIN graded ON graded.equipment_id = equipment.id
WHERE (graded.graded_on IS NULL OR graded.graded_on <= :since)
    AND (equipment.removed_on IS NULL OR equipment.removed_on > :as_of)
