-- Which sets hold everything their list asks for? The same rule as sets.queries.standing, over all sets at once: an item is there
-- while it belongs to the set and whoever holds the set holds the item, too. A set without exactly one list in force is missing.
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
),
line AS (
    SELECT
        complete.id AS set_id,
        asked.criticality AS criticality,
        CASE WHEN asked.quantity * 1000 > COALESCE(here.quantity, 0) THEN 1 ELSE 0 END AS is_short
    FROM materiel_completeset AS complete
    JOIN in_force ON in_force.variant_id = complete.variant_id
    JOIN materiel_setline AS asked ON asked.set_list_id = in_force.list_id
    LEFT JOIN here ON here.set_id = complete.id AND here.type_id = asked.type_id AND here.mark = asked.mark
),
filled AS (
    SELECT
        line.set_id AS set_id,
        SUM(line.is_short) AS short,
        SUM(CASE WHEN line.criticality = 'critical' THEN line.is_short ELSE 0 END) AS critical
    FROM line
    GROUP BY line.set_id
)
SELECT
    COALESCE(holder.unit_id, complete.unit_id) AS unit_id,
    complete.id AS record_id,
    '' AS slice,
    CASE WHEN filled.set_id IS NULL THEN NULL WHEN filled.short > 0 THEN 0 ELSE 1 END AS numerator,
    1 AS denominator,
    CASE
        WHEN filled.set_id IS NULL THEN 'no_list'
        WHEN filled.critical > 0 THEN 'not_usable'
        WHEN filled.short > 0 THEN 'usable'
        ELSE NULL
    END AS cause
FROM materiel_completeset AS complete
LEFT JOIN holder ON holder.set_id = complete.id
LEFT JOIN filled ON filled.set_id = complete.id
WHERE complete.assembled_on <= :as_of AND (complete.dissolved_on IS NULL OR complete.dissolved_on > :as_of)
