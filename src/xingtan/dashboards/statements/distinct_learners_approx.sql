SELECT
  APPROX_COUNT_DISTINCT("t0"."learner") AS "value"
FROM "attendance" AS "t0"
