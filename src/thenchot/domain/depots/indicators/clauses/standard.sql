SELECT known.id AS id
FROM standards_standard AS known
WHERE known.applies_to = 'depots.depot'
QUALIFY ROW_NUMBER() OVER (ORDER BY CASE WHEN known.code = 'DEPOT' THEN 0 ELSE 1 END, known.code) = 1
