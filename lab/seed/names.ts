/** A name as its bearer writes it, and in the plain letters that a uid is made of. */
export type Name = readonly [written: string, plain: string];

export type Script = {
  given: readonly Name[];
  family: readonly Name[] /** Family name first, with this between the two. */;
  familyFirst?: string;
  language: string;
};

/** `Zoë Zoe|Łukasz Lukasz` */
function names(text: string): Name[] {
  return text.split('|').map((pair) => {
    const at = pair.lastIndexOf(' ');
    return at < 0 ? [pair, pair.toLowerCase()] : [pair.slice(0, at), pair.slice(at + 1).toLowerCase()];
  });
}

const english: Script = {
  language: 'en',
  given: names(
    'Alice|Benjamin|Charlotte|Daniel|Eleanor|Frederick|Grace|Henry|Isabel|Jack|Katherine|Leo|Margaret|Nathan|Olivia|Peter|Rosalind|Samuel|Theodora|Victor|William|Yvonne',
  ),
  family: names(
    'Abbott|Barker|Carpenter|Dawson|Ellis|Fletcher|Graham|Harding|Ingram|Jennings|Kendall|Lawson|Marsh|Norton|Osborne|Parker|Quinn|Ramsey|Sharpe|Turner|Underwood|Vaughan|Whitaker|Yates',
  ),
};
const accented: Script = {
  language: 'fr',
  given: names(
    'Zoë Zoe|Łukasz Lukasz|Jürgen Juergen|Anaïs Anais|Søren Soeren|José Jose|Françoise Francoise|Žofie Zofie|Gülşen Gulsen|Dağhan Daghan|Ñusta Nusta|Þórdís Thordis|Eòghann Eoghann|Nguyên Nguyen',
  ),
  family: names(
    'Müller Mueller|Šimánek Simanek|Østergaard Oestergaard|García Garcia|Lefèvre Lefevre|Kowalczyk-Żak KowalczykZak|Çelik Celik|Ångström Angstroem|Ó Ceallaigh OCeallaigh|D’Angelo DAngelo|Ibáñez Ibanez|Großmann Grossmann|Đặng Dang|Þorsteinsson Thorsteinsson',
  ),
};
const cyrillic: Script = {
  language: 'uk',
  given: names(
    'Анна Anna|Борис Borys|Вікторія Viktoriia|Ганна Hanna|Дмитро Dmytro|Ольга Olha|Сергій Serhii|Тетяна Tetiana|Юрій Yurii|Јелена Jelena',
  ),
  family: names(
    'Шевченко Shevchenko|Коваленко Kovalenko|Бондаренко Bondarenko|Петров Petrov|Иванова Ivanova|Кузнецов Kuznetsov|Лисенко Lysenko|Мельник Melnyk|Ђорђевић Djordjevic',
  ),
};
const greek: Script = {
  language: 'el',
  given: names('Ελένη Eleni|Γιώργος Giorgos|Δήμητρα Dimitra|Κώστας Kostas|Μαρία Maria|Νίκος Nikos|Σοφία Sofia'),
  family: names(
    'Παπαδόπουλος Papadopoulos|Γεωργίου Georgiou|Δημητρίου Dimitriou|Νικολαΐδης Nikolaidis|Αθανασίου Athanasiou|Οικονόμου Oikonomou',
  ),
};
const arabic: Script = {
  language: 'ar',
  given: names('أحمد Ahmad|فاطمة Fatima|محمود Mahmoud|ليلى Layla|يوسف Yusuf|مريم Maryam|خالد Khalid'),
  family: names('الحسن AlHassan|المصري AlMasri|حداد Haddad|الخطيب AlKhatib|نجار Najjar|بغدادي Baghdadi'),
};
const hebrew: Script = {
  language: 'he',
  given: names('נועה Noa|דוד David|תמר Tamar|יעל Yael|אורי Uri|שירה Shira'),
  family: names('כהן Cohen|לוי Levi|מזרחי Mizrahi|פרץ Peretz|ביטון Biton|אברהם Avraham'),
};
const chinese: Script = {
  language: 'zh',
  familyFirst: '',
  given: names('伟 Wei|芳 Fang|秀英 Xiuying|敏 Min|静 Jing|建国 Jianguo|丽娜 Lina|志强 Zhiqiang'),
  family: names('王 Wang|李 Li|张 Zhang|刘 Liu|陈 Chen|欧阳 Ouyang|赵 Zhao|黄 Huang'),
};
const japanese: Script = {
  language: 'ja',
  familyFirst: ' ',
  given: names('花子 Hanako|太郎 Taro|さくら Sakura|健 Ken|由美 Yumi|翔 Sho|ケンジ Kenji'),
  family: names('佐藤 Sato|鈴木 Suzuki|高橋 Takahashi|田中 Tanaka|渡辺 Watanabe|伊藤 Ito'),
};
const korean: Script = {
  language: 'ko',
  familyFirst: '',
  given: names('민준 Minjun|서연 Seoyeon|지우 Jiwoo|하은 Haeun|도윤 Doyun|수빈 Subin'),
  family: names('김 Kim|이 Lee|박 Park|최 Choi|정 Jeong|남궁 Namgung'),
};
const devanagari: Script = {
  language: 'hi',
  given: names('आरव Aarav|अनन्या Ananya|विवेक Vivek|प्रिया Priya|रोहन Rohan|लक्ष्मी Lakshmi'),
  family: names('शर्मा Sharma|वर्मा Verma|गुप्ता Gupta|सिंह Singh|पटेल Patel|कुलकर्णी Kulkarni'),
};

/** Latin letters more often than each of the others, as in most directories. */
export const scripts: readonly Script[] = [
  english,
  english,
  english,
  accented,
  accented,
  cyrillic,
  greek,
  arabic,
  hebrew,
  chinese,
  japanese,
  korean,
  devanagari,
];

export function fullName(script: Script, given: Name, family: Name): string {
  return script.familyFirst === undefined ? `${given[0]} ${family[0]}` : `${family[0]}${script.familyFirst}${given[0]}`;
}
