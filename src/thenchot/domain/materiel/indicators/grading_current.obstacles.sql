-- What stands between an item and an up-to-date grading: a grading at the unit that holds it. One visit serves every item there,
-- and those whose serial number is to be read (registered_to_serial names the same obstacle).
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
LEFT JOIN last_graded ON last_graded.equipment_id = equipment.id
WHERE (last_graded.graded_on IS NULL OR last_graded.graded_on <= :since)
    AND (equipment.removed_on IS NULL OR equipment.removed_on > :as_of)
