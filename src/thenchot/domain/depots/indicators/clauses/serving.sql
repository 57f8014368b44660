-- Which unit runs the depot that day, and on which tier.
SELECT service.depot_id AS depot_id, service.unit_id AS unit_id, service.tier AS tier
FROM depots_depotservice AS service
WHERE service.from_on <= :as_of AND (service.until_on IS NULL OR service.until_on > :as_of)
QUALIFY ROW_NUMBER() OVER (PARTITION BY service.depot_id ORDER BY service.from_on DESC) = 1
