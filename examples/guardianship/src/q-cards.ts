/** One illustrative card. The wording of the study that the example follows is not public; none of this is it. */
export interface Card {
  readonly id: string;
  /** A theme practitioners named, as published. */
  readonly theme: string;
  readonly en: string;
  /** A translation that no native speaker has checked: it shows a right-to-left language, nothing more. */
  readonly ar: string;
}

/** What the cards complete, and the ends of the grid. */
export const cardWords = {
  en: {
    instruction: "Because of support from my worker …",
    lowest: "Matters least to me",
    highest: "Matters most to me",
  },
  ar: { instruction: "بفضل دعم العامل المسؤول عني …", lowest: "الأقل أهمية لي", highest: "الأكثر أهمية لي" },
} as const;

const worded: readonly (readonly [theme: string, en: string, ar: string])[] = [
  ["Safety", "I feel safe where I am.", "أشعر بالأمان حيث أنا."],
  ["Safety", "I can tell when somebody wants to use me.", "أعرف متى يريد أحد أن يستغلني."],
  ["Safety", "I know whom to call when I am in danger.", "أعرف بمن أتصل عندما أكون في خطر."],
  ["Recovery", "I sleep better than before.", "أنام أفضل من قبل."],
  ["Recovery", "I choose when to talk about what happened.", "أختار متى أتحدث عما حدث."],
  ["Recovery", "I get help when I feel low.", "أحصل على مساعدة عندما أشعر بالحزن."],
  ["Voice", "People ask what I want and write it down.", "يسألني الناس عما أريد ويكتبونه."],
  ["Voice", "I take part in meetings about my life.", "أشارك في الاجتماعات التي تخص حياتي."],
  ["Voice", "I have an interpreter I trust.", "لدي مترجم أثق به."],
  ["Systems", "I know what is being decided about my stay.", "أعرف ما الذي يتقرر بشأن إقامتي."],
  ["Systems", "I understand what happens with the police.", "أفهم ما يجري مع الشرطة."],
  ["Systems", "The adults around me work together.", "يعمل الكبار من حولي معا."],
  ["Supported", "Somebody asks how I am, also on good days.", "يسألني أحد عن حالي حتى في الأيام الجيدة."],
  ["Supported", "Help comes quickly when something goes wrong.", "تأتي المساعدة بسرعة عندما يحدث خطأ."],
  ["Access", "I can see a doctor or a dentist.", "أستطيع زيارة طبيب أو طبيب أسنان."],
  ["Access", "I have a good lawyer.", "لدي محام جيد."],
  ["Access", "I have the clothes and the money I need.", "لدي ما أحتاجه من ملابس ومال."],
  ["Hope", "I have plans for next year.", "لدي خطط للسنة القادمة."],
  ["Hope", "I believe that good things can happen to me.", "أؤمن بأن أشياء جيدة يمكن أن تحدث لي."],
  ["Relationships", "I have friends I can rely on.", "لدي أصدقاء أعتمد عليهم."],
  ["Relationships", "I feel that I belong here.", "أشعر بأنني أنتمي إلى هنا."],
  ["Accommodation", "I live in a place that is right for me.", "أسكن في مكان يناسبني."],
  ["Education", "I go to a school or college that suits me.", "أذهب إلى مدرسة أو كلية تناسبني."],
  ["Education", "I learn the language and use it by myself.", "أتعلم اللغة وأستخدمها بنفسي."],
  ["Rights", "I know my rights.", "أعرف حقوقي."],
  ["Rights", "I am treated as a child who was harmed.", "أعامل كطفل تعرض للأذى."],
  ["Trusted adult", "One adult is always honest with me.", "هناك شخص كبير صادق معي دائما."],
  ["Family", "I have help with keeping in touch with my family.", "لدي من يساعدني على التواصل مع عائلتي."],
];

/** The 28 cards, in the order of their numbers. */
export const cards: readonly Card[] = worded.map(([theme, en, ar], index) => ({
  id: `s${String(index + 1).padStart(2, "0")}`,
  theme,
  en,
  ar,
}));

/** How many cards each column of the grid takes, from −3 to 3. */
export const gridColumns = [
  [-3, 2],
  [-2, 4],
  [-1, 5],
  [0, 6],
  [1, 5],
  [2, 4],
  [3, 2],
] as const;
