SELECT
  COALESCE("t12"."numerator", 0) AS "numerator",
  COALESCE("t12"."denominator", 0) AS "denominator"
FROM (
  SELECT
    SUM("t11"."done") AS "numerator",
    SUM("t11"."all") AS "denominator"
  FROM (
    SELECT
      "t10"."learner",
      "t10"."course",
      "t10"."day",
      COALESCE("t10"."done", 0) AS "done",
      "t10"."university",
      1 AS "all"
    FROM (
      SELECT
        "t7"."learner",
        "t7"."course",
        "t7"."day",
        "t9"."who",
        "t9"."what",
        "t9"."done",
        "t6"."of",
        "t6"."university"
      FROM (
        SELECT
          "t0"."learner",
          "t0"."course",
          MIN("t0"."day") AS "day"
        FROM "enrollment" AS "t0"
        GROUP BY
          1,
          2
      ) AS "t7"
      LEFT OUTER JOIN (
        SELECT
          "t4"."who",
          "t4"."what",
          1 AS "done"
        FROM (
          SELECT DISTINCT
            "t2"."learner" AS "who",
            "t2"."course" AS "what"
          FROM "completion" AS "t2"
        ) AS "t4"
      ) AS "t9"
        ON "t7"."learner" = "t9"."who" AND "t7"."course" = "t9"."what"
      INNER JOIN (
        SELECT
          "t1"."course" AS "of",
          "t1"."university"
        FROM "course" AS "t1"
      ) AS "t6"
        ON "t7"."course" = "t6"."of"
    ) AS "t10"
  ) AS "t11"
) AS "t12"
