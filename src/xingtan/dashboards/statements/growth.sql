SELECT
  "t6"."before" AS "stock_start",
  "t6"."came" AS "joined",
  "t6"."went" AS "left",
  (
    "t6"."before" + "t6"."came"
  ) - "t6"."went" AS "stock_end",
  "t6"."came" - "t6"."went" AS "value"
FROM (
  SELECT
    COALESCE("t5"."before", 0) AS "before",
    COALESCE("t5"."came", 0) AS "came",
    COALESCE("t5"."went", 0) AS "went"
  FROM (
    SELECT
      SUM("t4"."before") AS "before",
      SUM("t4"."came") AS "came",
      SUM("t4"."went") AS "went"
    FROM (
      SELECT
        "t3"."day",
        CASE WHEN "t3"."day" < MAKE_DATE(1, 1, 1) THEN 0 ELSE "t3"."came" END AS "came",
        CASE WHEN "t3"."day" < MAKE_DATE(1, 1, 1) THEN 0 ELSE "t3"."went" END AS "went",
        CASE WHEN "t3"."day" < MAKE_DATE(1, 1, 1) THEN "t3"."came" - "t3"."went" ELSE 0 END AS "before"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t0"."opened" AS "day",
            1 AS "came",
            0 AS "went"
          FROM "course" AS "t0"
        ) AS "t1"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t0"."closed" AS "day",
            0 AS "came",
            1 AS "went"
          FROM "course" AS "t0"
          WHERE
            "t0"."closed" IS NOT NULL
        ) AS "t2"
      ) AS "t3"
    ) AS "t4"
  ) AS "t5"
) AS "t6"
