-- What stands between a depot and the standard: an assessment that is due, and each criterion it must still meet. Where meeting
-- the must-pass criteria would leave the share below the pass mark, every criterion not met stands in the way.
WITH depot AS (
    SELECT opened.id AS id, opened.code AS code, COALESCE(serving.unit_id, opened.unit_id) AS unit_id
    FROM depots_depot AS opened
    LEFT JOIN serving ON serving.depot_id = opened.id
    WHERE opened.opened_on <= :as_of AND (opened.closed_on IS NULL OR opened.closed_on > :as_of)
),
judged AS (
    -- A met answer that ran out with the whole assessment is renewed by the next one, so it is no obstacle of its own.
    SELECT
        latest.depot_id AS depot_id,
        criterion.code AS code,
        criterion.text AS text,
        criterion.weight AS weight,
        CASE WHEN criterion.is_must_pass OR answer.id IS NULL THEN 1 ELSE 0 END AS is_hard,
        CASE
            WHEN answer.id IS NULL THEN 'unanswered'
            WHEN answer.result = 'not_applicable' AND criterion.may_not_apply THEN NULL
            WHEN answer.result = 'not_applicable' THEN 'must_apply'
            WHEN answer.result = 'not_met' THEN 'not_met'
            WHEN answer.valid_until <= :as_of AND latest.valid_until > :as_of THEN 'expired'
            ELSE 'met'
        END AS state,
        COALESCE(answer.note, '') AS note,
        answer.fix_key AS fix_key,
        answer.fix_cost AS fix_cost,
        answer.fix_days AS fix_days,
        answer.fix_resource AS fix_resource
    FROM latest
    JOIN standards_criterion AS criterion ON criterion.standard_version_id = latest.version_id
    LEFT JOIN standards_answer AS answer ON answer.assessment_id = latest.id AND answer.criterion_id = criterion.id
),
score AS (
    -- The share once the hard obstacles are cleared, and whether any is left to clear.
    SELECT
        judged.depot_id AS depot_id,
        SUM(CASE WHEN judged.state = 'met' OR judged.is_hard = 1 THEN judged.weight ELSE 0 END) AS weight_then,
        SUM(judged.weight) AS weight_asked
    FROM judged
    WHERE judged.state IS NOT NULL
    GROUP BY judged.depot_id
)
SELECT
    depot.id AS record_id,
    depot.code || '/assessment' AS obstacle_id,
    '' AS label,
    depot.unit_id AS unit_id,
    NULL AS cost,
    NULL AS days,
    '' AS resource,
    CASE WHEN latest.id IS NULL THEN 'never_assessed' WHEN latest.valid_until <= :as_of THEN 'lapsed' ELSE 'unanswered' END AS cause
FROM depot
LEFT JOIN latest ON latest.depot_id = depot.id
LEFT JOIN score ON score.depot_id = depot.id
WHERE latest.id IS NULL OR latest.valid_until <= :as_of OR score.depot_id IS NULL
UNION ALL
SELECT
    depot.id AS record_id,
    CASE WHEN COALESCE(judged.fix_key, '') <> '' THEN judged.fix_key ELSE depot.code || '/' || judged.code END AS obstacle_id,
    judged.code || ' ' || CASE WHEN judged.note <> '' THEN judged.note || ' · ' ELSE '' END || judged.text AS label,
    depot.unit_id AS unit_id,
    judged.fix_cost AS cost,
    judged.fix_days AS days,
    COALESCE(judged.fix_resource, '') AS resource,
    judged.state AS cause
FROM depot
JOIN latest ON latest.depot_id = depot.id
JOIN judged ON judged.depot_id = depot.id
JOIN score ON score.depot_id = depot.id
WHERE judged.state <> 'met'
    AND (judged.is_hard = 1 OR score.weight_then * 100 < latest.pass_mark * score.weight_asked)
