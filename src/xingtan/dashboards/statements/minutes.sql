SELECT
  "t2"."seconds",
  CAST((
    "t2"."seconds" - (
      "t2"."seconds" % 60
    )
  ) / 60 AS BIGINT) AS "value"
FROM (
  SELECT
    COALESCE("t1"."seconds", 0) AS "seconds"
  FROM (
    SELECT
      SUM(CAST("t0"."seconds" AS BIGINT)) AS "seconds"
    FROM "attendance" AS "t0"
  ) AS "t1"
) AS "t2"
