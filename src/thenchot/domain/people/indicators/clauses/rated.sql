-- Whoever two rounds of the same period name is counted in the one that has decided, and once.
SELECT
    rating.id AS id,
    chosen.rates AS rates,
    rating.unit_id AS unit_id,
    rating.level AS level,
    rating.step AS step,
    chosen.is_closed AS is_closed
FROM people_rating AS rating
JOIN chosen ON chosen.id = rating.round_id
QUALIFY ROW_NUMBER() OVER (
    PARTITION BY COALESCE(rating.person_id, rating.rated_body_id) ORDER BY chosen.is_closed DESC, rating.id DESC
) = 1
