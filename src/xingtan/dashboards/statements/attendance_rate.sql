SELECT
  COALESCE("t10"."numerator", 0) AS "numerator",
  COALESCE("t10"."denominator", 0) AS "denominator"
FROM (
  SELECT
    SUM("t9"."came") AS "numerator",
    SUM(CAST("t9"."expected" AS BIGINT)) AS "denominator"
  FROM (
    SELECT
      "t8".*
      EXCLUDE ("at", "enrolled")
    FROM (
      SELECT
        "t7"."lesson",
        "t7"."course",
        "t7"."university",
        "t7"."platform",
        "t7"."starts_at",
        "t7"."day",
        "t7"."week",
        "t7"."minutes",
        "t7"."enrolled",
        "t7"."at",
        COALESCE("t7"."came", 0) AS "came",
        "t7"."enrolled" AS "expected"
      FROM (
        SELECT
          "t4"."lesson",
          "t4"."course",
          "t4"."university",
          "t4"."platform",
          "t4"."starts_at",
          "t4"."day",
          "t4"."week",
          "t4"."minutes",
          "t4"."enrolled",
          "t6"."at",
          "t6"."came"
        FROM (
          SELECT
            *
          FROM "lesson" AS "t0"
          WHERE
            "t0"."enrolled" > 0
        ) AS "t4"
        LEFT OUTER JOIN (
          SELECT
            "t2"."lesson" AS "at",
            "t2"."came"
          FROM (
            SELECT
              "t1"."lesson",
              COUNT(*) AS "came"
            FROM "attendance" AS "t1"
            GROUP BY
              1
          ) AS "t2"
        ) AS "t6"
          ON "t4"."lesson" = "t6"."at"
      ) AS "t7"
    ) AS "t8"
  ) AS "t9"
) AS "t10"
