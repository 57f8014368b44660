-- What stands between a set and completeness: each part of its list of which too few are there. A part is bought, or brought back
-- from whoever holds it; what that takes is an estimate.
WITH held AS (
    SELECT custody.equipment_id AS equipment_id, custody.unit_id AS unit_id
    FROM materiel_custody AS custody
    WHERE custody.from_on <= :as_of AND (custody.until_on IS NULL OR custody.until_on > :as_of)
),
holder AS (
    SELECT custody.complete_set_id AS set_id, custody.unit_id AS unit_id
    FROM materiel_setcustody AS custody
    WHERE custody.from_on <= :as_of AND (custody.until_on IS NULL OR custody.until_on > :as_of)
),
lists AS (
    SELECT known.variant_id AS variant_id, COUNT(*) AS in_force
    FROM materiel_setlist AS known
    WHERE known.valid_from <= :as_of AND (known.valid_until IS NULL OR known.valid_until > :as_of)
    GROUP BY known.variant_id
),
in_force AS (
    SELECT known.variant_id AS variant_id, known.id AS list_id
    FROM materiel_setlist AS known
    JOIN lists ON lists.variant_id = known.variant_id AND lists.in_force = 1
    WHERE known.valid_from <= :as_of AND (known.valid_until IS NULL OR known.valid_until > :as_of)
),
here AS (
    SELECT member.complete_set_id AS set_id, item.type_id AS type_id, member.mark AS mark, SUM(item.quantity) AS quantity
    FROM materiel_setmember AS member
    JOIN materiel_equipment AS item ON item.id = member.equipment_id
    JOIN holder ON holder.set_id = member.complete_set_id
    JOIN held ON held.equipment_id = item.id AND held.unit_id = holder.unit_id
    WHERE member.from_on <= :as_of AND (member.until_on IS NULL OR member.until_on > :as_of)
    GROUP BY member.complete_set_id, item.type_id, member.mark
)
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
