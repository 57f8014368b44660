-- Which sets hold everything their list asks for? The same rule as sets.queries.standing, over all sets at once: an item is there
-- while it belongs to the set and whoever holds the set holds the item, too. A set without exactly one list in force is missing.
WITH line AS (
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
