WITH "t3" AS (
  SELECT
    COALESCE(SUM("t2"."w0"), 0) AS "active0",
    COALESCE(SUM("t2"."w0" * "t2"."w0"), 0) AS "kept0",
    COALESCE(SUM("t2"."w1"), 0) AS "active1",
    COALESCE(SUM("t2"."w1" * "t2"."w0"), 0) AS "kept1",
    COALESCE(SUM("t2"."w2"), 0) AS "active2",
    COALESCE(SUM("t2"."w2" * "t2"."w0"), 0) AS "kept2",
    COALESCE(SUM("t2"."w3"), 0) AS "active3",
    COALESCE(SUM("t2"."w3" * "t2"."w0"), 0) AS "kept3",
    COALESCE(SUM("t2"."w4"), 0) AS "active4",
    COALESCE(SUM("t2"."w4" * "t2"."w0"), 0) AS "kept4",
    COALESCE(SUM("t2"."w5"), 0) AS "active5",
    COALESCE(SUM("t2"."w5" * "t2"."w0"), 0) AS "kept5",
    COALESCE(SUM("t2"."w6"), 0) AS "active6",
    COALESCE(SUM("t2"."w6" * "t2"."w0"), 0) AS "kept6"
  FROM (
    SELECT
      "t1"."learner",
      MAX(
        CASE
          WHEN (
            "t1"."day" >= MAKE_DATE(2020, 3, 23)
          )
          AND (
            "t1"."day" < MAKE_DATE(2020, 3, 30)
          )
          THEN 1
          ELSE 0
        END
      ) AS "w0",
      MAX(
        CASE
          WHEN (
            "t1"."day" >= MAKE_DATE(2020, 3, 30)
          )
          AND (
            "t1"."day" < MAKE_DATE(2020, 4, 6)
          )
          THEN 1
          ELSE 0
        END
      ) AS "w1",
      MAX(
        CASE
          WHEN (
            "t1"."day" >= MAKE_DATE(2020, 4, 6)
          )
          AND (
            "t1"."day" < MAKE_DATE(2020, 4, 13)
          )
          THEN 1
          ELSE 0
        END
      ) AS "w2",
      MAX(
        CASE
          WHEN (
            "t1"."day" >= MAKE_DATE(2020, 4, 13)
          )
          AND (
            "t1"."day" < MAKE_DATE(2020, 4, 20)
          )
          THEN 1
          ELSE 0
        END
      ) AS "w3",
      MAX(
        CASE
          WHEN (
            "t1"."day" >= MAKE_DATE(2020, 4, 20)
          )
          AND (
            "t1"."day" < MAKE_DATE(2020, 4, 27)
          )
          THEN 1
          ELSE 0
        END
      ) AS "w4",
      MAX(
        CASE
          WHEN (
            "t1"."day" >= MAKE_DATE(2020, 4, 27)
          )
          AND (
            "t1"."day" < MAKE_DATE(2020, 5, 4)
          )
          THEN 1
          ELSE 0
        END
      ) AS "w5",
      MAX(
        CASE
          WHEN (
            "t1"."day" >= MAKE_DATE(2020, 5, 4)
          )
          AND (
            "t1"."day" < MAKE_DATE(2020, 5, 11)
          )
          THEN 1
          ELSE 0
        END
      ) AS "w6"
    FROM (
      SELECT
        *
      FROM "attendance" AS "t0"
      WHERE
        "t0"."day" >= MAKE_DATE(2020, 3, 23) AND "t0"."day" <= MAKE_DATE(2020, 5, 8)
    ) AS "t1"
    GROUP BY
      1
  ) AS "t2"
)
SELECT
  *
FROM (
  SELECT
    *
  FROM (
    SELECT
      6 AS "since",
      "t4"."active6" AS "active",
      "t4"."kept6" AS "numerator",
      "t4"."kept0" AS "denominator"
    FROM "t3" AS "t4"
  ) AS "t5"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        0 AS "since",
        "t4"."active0" AS "active",
        "t4"."kept0" AS "numerator",
        "t4"."kept0" AS "denominator"
      FROM "t3" AS "t4"
    ) AS "t6"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        1 AS "since",
        "t4"."active1" AS "active",
        "t4"."kept1" AS "numerator",
        "t4"."kept0" AS "denominator"
      FROM "t3" AS "t4"
    ) AS "t7"
  ) AS "t12"
) AS "t15"
UNION ALL
SELECT
  *
FROM (
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        2 AS "since",
        "t4"."active2" AS "active",
        "t4"."kept2" AS "numerator",
        "t4"."kept0" AS "denominator"
      FROM "t3" AS "t4"
    ) AS "t8"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        3 AS "since",
        "t4"."active3" AS "active",
        "t4"."kept3" AS "numerator",
        "t4"."kept0" AS "denominator"
      FROM "t3" AS "t4"
    ) AS "t9"
  ) AS "t13"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        4 AS "since",
        "t4"."active4" AS "active",
        "t4"."kept4" AS "numerator",
        "t4"."kept0" AS "denominator"
      FROM "t3" AS "t4"
    ) AS "t10"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        5 AS "since",
        "t4"."active5" AS "active",
        "t4"."kept5" AS "numerator",
        "t4"."kept0" AS "denominator"
      FROM "t3" AS "t4"
    ) AS "t11"
  ) AS "t14"
) AS "t16"
