/**
 * Referrals to the National Referral Mechanism by quarter, age at exploitation and location of exploitation, 2014 Q1 to
 * 2023 Q1, as published by the Home Office (March 2024 release). Contains public sector information licensed under the
 * Open Government Licence v3.0.
 */
export interface PublishedQuarter {
  readonly year: number;
  readonly quarter: number;
  /** Counts in the order of `publishedLocations`. */
  readonly adult: readonly [number, number, number, number];
  readonly child: readonly [number, number, number, number];
  readonly unknown: readonly [number, number, number, number];
}

export const publishedLocations = ["UK", "Overseas", "UK and Overseas", "Not specified or unknown"] as const;

export const publishedQuarters: readonly PublishedQuarter[] = [
  { year: 2014, quarter: 1, adult: [155, 76, 17, 146], child: [79, 24, 6, 64], unknown: [0, 0, 0, 0] },
  { year: 2014, quarter: 2, adult: [164, 45, 22, 124], child: [46, 28, 11, 66], unknown: [0, 0, 0, 0] },
  { year: 2014, quarter: 3, adult: [202, 83, 43, 132], child: [61, 35, 8, 64], unknown: [0, 0, 0, 0] },
  { year: 2014, quarter: 4, adult: [232, 135, 42, 47], child: [88, 33, 11, 48], unknown: [0, 0, 0, 0] },
  { year: 2015, quarter: 1, adult: [234, 107, 37, 151], child: [71, 36, 12, 79], unknown: [0, 0, 0, 0] },
  { year: 2015, quarter: 2, adult: [231, 142, 36, 133], child: [86, 49, 10, 73], unknown: [0, 0, 0, 0] },
  { year: 2015, quarter: 3, adult: [269, 178, 36, 117], child: [77, 65, 7, 88], unknown: [0, 0, 0, 0] },
  { year: 2015, quarter: 4, adult: [239, 179, 51, 144], child: [73, 95, 6, 152], unknown: [0, 0, 0, 0] },
  { year: 2016, quarter: 1, adult: [278, 164, 47, 121], child: [92, 84, 21, 87], unknown: [0, 0, 0, 0] },
  { year: 2016, quarter: 2, adult: [315, 202, 50, 102], child: [134, 100, 10, 90], unknown: [0, 0, 0, 0] },
  { year: 2016, quarter: 3, adult: [325, 151, 51, 79], child: [112, 76, 15, 97], unknown: [0, 0, 0, 0] },
  { year: 2016, quarter: 4, adult: [298, 196, 66, 79], child: [160, 93, 20, 90], unknown: [0, 0, 0, 0] },
  { year: 2017, quarter: 1, adult: [324, 252, 91, 59], child: [202, 135, 22, 71], unknown: [0, 0, 0, 0] },
  { year: 2017, quarter: 2, adult: [323, 254, 82, 53], child: [198, 164, 17, 103], unknown: [0, 0, 0, 0] },
  { year: 2017, quarter: 3, adult: [381, 217, 112, 68], child: [234, 176, 38, 97], unknown: [0, 0, 0, 0] },
  { year: 2017, quarter: 4, adult: [369, 237, 137, 63], child: [351, 180, 31, 95], unknown: [0, 0, 0, 0] },
  { year: 2018, quarter: 1, adult: [437, 244, 144, 61], child: [412, 202, 38, 80], unknown: [0, 0, 0, 0] },
  { year: 2018, quarter: 2, adult: [453, 272, 141, 61], child: [422, 213, 31, 59], unknown: [0, 0, 0, 0] },
  { year: 2018, quarter: 3, adult: [452, 318, 143, 48], child: [451, 202, 38, 94], unknown: [0, 1, 0, 0] },
  { year: 2018, quarter: 4, adult: [548, 301, 176, 45], child: [536, 225, 53, 73], unknown: [0, 0, 0, 0] },
  { year: 2019, quarter: 1, adult: [575, 418, 185, 31], child: [611, 220, 37, 76], unknown: [0, 0, 0, 0] },
  { year: 2019, quarter: 2, adult: [686, 406, 196, 37], child: [677, 195, 64, 46], unknown: [1, 0, 0, 0] },
  { year: 2019, quarter: 3, adult: [957, 420, 220, 31], child: [822, 205, 72, 74], unknown: [1, 0, 0, 0] },
  { year: 2019, quarter: 4, adult: [945, 470, 268, 5], child: [935, 325, 158, 31], unknown: [111, 63, 30, 2] },
  { year: 2020, quarter: 1, adult: [797, 404, 282, 1], child: [821, 274, 137, 6], unknown: [46, 55, 34, 0] },
  { year: 2020, quarter: 2, adult: [500, 171, 169, 0], child: [1064, 128, 81, 4], unknown: [45, 23, 13, 0] },
  { year: 2020, quarter: 3, adult: [620, 381, 215, 0], child: [908, 159, 94, 1], unknown: [44, 49, 19, 0] },
  { year: 2020, quarter: 4, adult: [613, 693, 225, 0], child: [1030, 220, 87, 2], unknown: [50, 86, 31, 0] },
  { year: 2021, quarter: 1, adult: [752, 402, 275, 0], child: [1031, 215, 110, 0], unknown: [61, 52, 37, 0] },
  { year: 2021, quarter: 2, adult: [801, 480, 276, 0], child: [988, 279, 103, 0], unknown: [58, 93, 41, 0] },
  { year: 2021, quarter: 3, adult: [684, 678, 313, 0], child: [937, 320, 102, 0], unknown: [83, 142, 57, 0] },
  { year: 2021, quarter: 4, adult: [795, 671, 274, 0], child: [942, 331, 89, 0], unknown: [75, 122, 31, 0] },
  { year: 2022, quarter: 1, adult: [883, 779, 390, 0], child: [977, 368, 121, 0], unknown: [70, 146, 39, 0] },
  { year: 2022, quarter: 2, adult: [748, 1154, 359, 0], child: [1081, 422, 121, 0], unknown: [74, 153, 45, 0] },
  { year: 2022, quarter: 3, adult: [819, 1133, 349, 0], child: [1141, 680, 154, 0], unknown: [70, 179, 53, 0] },
  { year: 2022, quarter: 4, adult: [893, 999, 342, 0], child: [1188, 601, 150, 0], unknown: [66, 145, 29, 0] },
  { year: 2023, quarter: 1, adult: [1048, 1026, 512, 0], child: [1204, 515, 175, 0], unknown: [91, 128, 39, 0] },
];
