-- What stands between an item and its entry by serial number: somebody must go to the unit that holds it and read the plates. One
-- visit serves every item there, and the grading of those whose grading is out of date (grading_current names the same obstacle).
SELECT
    equipment.id AS record_id,
    'check/' || unit.code AS obstacle_id,
    '' AS label,
    held.unit_id AS unit_id,
    NULL AS cost,
    NULL AS days,
    '' AS resource,
    'read_plates' AS cause
FROM held
JOIN materiel_equipment AS equipment ON equipment.id = held.equipment_id
JOIN materiel_type AS type ON type.id = equipment.type_id
JOIN organisation_unit AS unit ON unit.id = held.unit_id
WHERE type.tracked_by = 'serial' AND equipment.serial_number = ''
    AND (equipment.removed_on IS NULL OR equipment.removed_on > :as_of)
