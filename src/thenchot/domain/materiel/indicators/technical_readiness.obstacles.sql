-- What stands between an item that does not count as good and good, by the coefficient formula in force: the parts it waits for,
-- else the repair its state or its grade calls for, on a bench of its group. Items of one type at one unit that nothing tells apart (no serial
-- number, no lot) are one batch. What is graded for disposal is replaced at the value in the register, where that is known in đồng
-- for a single item.
SELECT
    equipment.id AS record_id,
    'repair/' || unit.code || '/' || type.code || '/' || equipment.lot_number || '/' || equipment.serial_number AS obstacle_id,
    type.name || ' ' || equipment.serial_number AS label,
    held.unit_id AS unit_id,
    CASE
        WHEN
            NOT meaning.is_good AND meaning.is_disposal_candidate
            AND equipment.currency = 'VND' AND equipment.quantity = 1000
            THEN equipment.unit_value
        ELSE NULL
    END AS cost,
    NULL AS days,
    family.name AS resource,
    CASE
        WHEN NOT meaning.is_good AND meaning.is_disposal_candidate THEN 'replace'
        WHEN treatment.treatment = 'down_supply' THEN 'awaiting_parts'
        WHEN NOT meaning.is_good AND graded.grade = 3 THEN 'repair_grade_3'
        WHEN NOT meaning.is_good AND graded.grade = 4 THEN 'repair_grade_4'
        ELSE 'repair'
    END AS cause
FROM held
JOIN formula ON formula.in_force = 1
JOIN materiel_equipment AS equipment ON equipment.id = held.equipment_id
JOIN materiel_type AS type ON type.id = equipment.type_id
JOIN materiel_group AS family ON family.id = type.group_id
JOIN organisation_unit AS unit ON unit.id = held.unit_id
LEFT JOIN graded ON graded.equipment_id = equipment.id
LEFT JOIN meaning ON meaning.scheme_code = type.grade_scheme AND meaning.grade = graded.grade
LEFT JOIN state ON state.equipment_id = equipment.id
LEFT JOIN treatment ON treatment.state = COALESCE(state.state, 'in_use')
WHERE
    (equipment.removed_on IS NULL OR equipment.removed_on > :as_of)
    AND (
        treatment.treatment IN ('down_maintenance', 'down_supply', 'down_other')
        OR (COALESCE(treatment.treatment, 'by_grade') <> 'left_out' AND NOT meaning.is_good)
    )
