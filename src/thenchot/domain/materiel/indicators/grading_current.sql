-- How much of the equipment on hand was graded within the twelve months before the day? By quantity.
SELECT
    held.unit_id AS unit_id,
    equipment.id AS record_id,
    '' AS slice,
    CASE WHEN last_graded.graded_on > :since THEN equipment.quantity ELSE 0 END AS numerator,
    equipment.quantity AS denominator,
    CASE
        WHEN last_graded.graded_on IS NULL THEN 'never_graded'
        WHEN last_graded.graded_on > :since THEN NULL
        ELSE 'out_of_date'
    END AS cause
FROM held
JOIN materiel_equipment AS equipment ON equipment.id = held.equipment_id
LEFT JOIN last_graded ON last_graded.equipment_id = equipment.id
WHERE equipment.removed_on IS NULL OR equipment.removed_on > :as_of
