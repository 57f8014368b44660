-- What stands between a set and completeness: each part of its list of which too few are there. A part is bought, or brought back
-- from whoever holds it; what that takes is an estimate.
SELECT
    complete.id AS record_id,
    complete.code || '/' || part.code || '/' || asked.mark AS obstacle_id,
    complete.code || ' ' || part.name || ' ' || asked.mark AS label,
    COALESCE(holder.unit_id, complete.unit_id) AS unit_id,
    NULL AS cost,
    NULL AS days,
    '' AS resource,
    CASE WHEN asked.criticality = 'critical' THEN 'missing_critical' ELSE 'missing_part' END AS cause
FROM materiel_completeset AS complete
JOIN in_force ON in_force.variant_id = complete.variant_id
JOIN materiel_setline AS asked ON asked.set_list_id = in_force.list_id
JOIN materiel_type AS part ON part.id = asked.type_id
LEFT JOIN holder ON holder.set_id = complete.id
LEFT JOIN here ON here.set_id = complete.id AND here.type_id = asked.type_id AND here.mark = asked.mark
WHERE asked.quantity * 1000 > COALESCE(here.quantity, 0)
    AND complete.assembled_on <= :as_of AND (complete.dissolved_on IS NULL OR complete.dissolved_on > :as_of)
