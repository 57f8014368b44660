-- How much of the equipment of types tracked by serial number is registered down to the serial number? By quantity.
SELECT
    held.unit_id AS unit_id,
    equipment.id AS record_id,
    '' AS slice,
    CASE WHEN equipment.serial_number <> '' THEN equipment.quantity ELSE 0 END AS numerator,
    equipment.quantity AS denominator,
    CASE WHEN equipment.serial_number <> '' THEN NULL ELSE 'no_serial' END AS cause
FROM held
JOIN materiel_equipment AS equipment ON equipment.id = held.equipment_id
JOIN materiel_type AS type ON type.id = equipment.type_id
WHERE type.tracked_by = 'serial' AND (equipment.removed_on IS NULL OR equipment.removed_on > :as_of)
