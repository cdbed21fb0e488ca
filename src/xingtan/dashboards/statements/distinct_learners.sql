SELECT
  COALESCE("t2"."value", 0) AS "value"
FROM (
  SELECT
    COUNT(*) AS "value"
  FROM (
    SELECT DISTINCT
      "t0"."learner"
    FROM "attendance" AS "t0"
  ) AS "t1"
) AS "t2"
