-- Is each depot that is open on the day up to the depot standard? The same rule as standards.rules.outcome, over all depots at
-- once; a test holds the two equal. A depot that was never assessed is missing; one whose assessment has lapsed falls short.
WITH judged AS (
    -- is_met: 1 met and still valid, 0 not, NULL where the criterion does not apply and may not apply.
    SELECT
        latest.depot_id AS depot_id,
        criterion.code AS code,
        criterion.position AS position,
        criterion.weight AS weight,
        criterion.is_must_pass AS is_must_pass,
        CASE WHEN answer.id IS NULL THEN 1 ELSE 0 END AS is_unanswered,
        CASE
            WHEN answer.result = 'not_applicable' AND criterion.may_not_apply THEN NULL
            WHEN answer.result = 'met' AND answer.valid_until > :as_of THEN 1
            ELSE 0
        END AS is_met
    FROM latest
    JOIN standards_criterion AS criterion ON criterion.standard_version_id = latest.version_id
    LEFT JOIN standards_answer AS answer ON answer.assessment_id = latest.id AND answer.criterion_id = criterion.id
),
score AS (
    SELECT
        judged.depot_id AS depot_id,
        COUNT(judged.is_met) AS asked,
        SUM(judged.is_unanswered) AS unanswered,
        SUM(CASE WHEN judged.is_met = 1 THEN judged.weight ELSE 0 END) AS weight_met,
        SUM(CASE WHEN judged.is_met IS NULL THEN 0 ELSE judged.weight END) AS weight_asked,
        SUM(CASE WHEN judged.is_must_pass AND judged.is_met = 0 THEN 1 ELSE 0 END) AS must_pass_failed
    FROM judged
    GROUP BY judged.depot_id
),
first_failed AS (
    SELECT judged.depot_id AS depot_id, judged.code AS code
    FROM judged
    WHERE judged.is_must_pass AND judged.is_met = 0
    QUALIFY ROW_NUMBER() OVER (PARTITION BY judged.depot_id ORDER BY judged.position, judged.code) = 1
)
SELECT
    COALESCE(serving.unit_id, depot.unit_id) AS unit_id,
    depot.id AS record_id,
    COALESCE(serving.tier, depot.tier) AS slice,
    CASE
        WHEN latest.id IS NULL THEN NULL
        WHEN latest.valid_until <= :as_of THEN 0
        WHEN COALESCE(score.asked, 0) = 0 OR score.unanswered > 0 OR score.must_pass_failed > 0 THEN 0
        WHEN score.weight_met * 100 >= latest.pass_mark * score.weight_asked THEN 1
        ELSE 0
    END AS numerator,
    1 AS denominator,
    CASE
        WHEN latest.id IS NULL THEN 'never_assessed'
        WHEN latest.valid_until <= :as_of THEN 'lapsed'
        WHEN COALESCE(score.asked, 0) = 0 OR score.unanswered > 0 THEN 'unanswered'
        WHEN score.must_pass_failed > 0 THEN first_failed.code
        WHEN score.weight_met * 100 >= latest.pass_mark * score.weight_asked THEN NULL
        ELSE 'below_pass_mark'
    END AS cause
FROM depots_depot AS depot
LEFT JOIN serving ON serving.depot_id = depot.id
LEFT JOIN latest ON latest.depot_id = depot.id
LEFT JOIN score ON score.depot_id = depot.id
LEFT JOIN first_failed ON first_failed.depot_id = depot.id
WHERE depot.opened_on <= :as_of AND (depot.closed_on IS NULL OR depot.closed_on > :as_of)
