/** Names as customers write them, beside the name that is noted. Patterns meet lower-case text. */
export const COUNTRIES: [string, RegExp][] = [
  ['Australia', /\b(?:australia|aussie|ausie|ausi|aus|melbourne|sydney|brisbane|perth|adelaide|canberra)\b/],
  [
    'United Kingdom',
    /\b(?:uk|u\.k\.?|united kingdom|britain|england|(?<!bahasa )(?<!bhs )inggris|london|manchester)\b/,
  ],
  ['Canada', /\b(?:canada|kanada|toronto|vancouver|montreal)\b/],
  ['Singapore', /\b(?:singapore|singapura|singapur|spore|sg)\b/],
  ['Malaysia', /\b(?:malaysia|malay|kuala lumpur|kl)\b/],
  ['Netherlands', /\b(?:netherlands|holland|belanda|amsterdam|rotterdam|delft)\b/],
  ['Germany', /\b(?:germany|jerman|berlin|munich|muenchen)\b/],
  ['United States', /\b(?:usa|u\.s\.a?\.?|united states|the states|amerika(?: serikat)?|america)\b/],
  ['New Zealand', /\b(?:new zealand|selandia baru|nz|auckland)\b/],
  ['Ireland', /\b(?:ireland|irlandia|dublin)\b/],
  ['Japan', /\b(?:japan|jepang|tokyo)\b/],
  ['South Korea', /\b(?:korea(?: selatan)?|south korea|korsel|seoul)\b/],
  ['France', /\b(?:france|prancis|perancis|paris)\b/],
  ['China', /\b(?:china|cina|tiongkok|beijing)\b/],
  ['Switzerland', /\b(?:switzerland|swiss)\b/],
  ['Europe', /\b(?:europe|eropa)\b/],
]

export const CITIES =
  `jakarta bandung surabaya medan semarang yogyakarta jogja jogjakarta yogya bekasi depok bogor tangerang tangsel makassar
  palembang malang solo surakarta denpasar bali balikpapan samarinda banjarmasin pontianak manado pekanbaru padang batam
  lampung cirebon serang jambi bengkulu mataram lombok kupang ambon jayapura aceh banda cimahi sukabumi purwokerto kediri
  sidoarjo gresik karawang cilegon magelang salatiga`.split(/\s+/)

export const LEVELS: [{ id: string; en: string }, RegExp][] = [
  [{ id: 'S3', en: 'PhD' }, /\b(?:s-?3|phd|ph\.d|doktor(?:al)?|doctorate|doctoral)\b/],
  [{ id: 'MBA', en: 'MBA' }, /\bmba\b/],
  [{ id: 'S2', en: "Master's" }, /\b(?:s-?2|master(?:s|'s)?|magister|pascasarjana|postgrad(?:uate)?|msc|m\.sc)\b/],
  [{ id: 'S1', en: "Bachelor's" }, /\b(?:s-?1|sarjana|bachelor(?:s|'s)?|undergrad(?:uate)?|bsc)\b/],
  [{ id: 'Foundation', en: 'Foundation' }, /\b(?:foundation|pathway)\b/],
  [{ id: 'Diploma', en: 'Diploma' }, /\b(?:diploma|d-?[34]|vokasi)\b/],
  [{ id: 'SMA', en: 'High school' }, /\b(?:high school|sekolah menengah)\b/],
]

export const FIELDS: [{ id: string; en: string }, RegExp][] = [
  [{ id: 'Data Science', en: 'Data Science' }, /\bdata ?scien(?:ce|ces|tist)|\bsains data\b/],
  [{ id: 'Business Analytics', en: 'Business Analytics' }, /\bbusiness analytics?\b/],
  [
    { id: 'Ilmu Komputer', en: 'Computer Science' },
    /\b(?:ilmu komputer|computer science|informatika|comp ?sci|cs major)\b/,
  ],
  [{ id: 'Teknologi Informasi', en: 'Information Technology' }, /\b(?:information technology|teknologi informasi)\b/],
  [{ id: 'Cyber Security', en: 'Cyber Security' }, /\bcyber ?security\b/],
  [{ id: 'Artificial Intelligence', en: 'Artificial Intelligence' }, /\bartificial intelligence\b/],
  [
    { id: 'Teknik', en: 'Engineering' },
    /\b(?:teknik(?: (?:sipil|mesin|elektro|industri|kimia))?|(?:civil |mechanical |electrical )?engineering)\b/,
  ],
  [{ id: 'Marketing', en: 'Marketing' }, /\b(?:marketing|pemasaran)\b/],
  [{ id: 'Keuangan', en: 'Finance' }, /\b(?:finance|keuangan)\b/],
  [{ id: 'Akuntansi', en: 'Accounting' }, /\b(?:accounting|akuntansi)\b/],
  [{ id: 'Manajemen', en: 'Management' }, /\b(?:management|manajemen)\b/],
  [{ id: 'Bisnis', en: 'Business' }, /\b(?:business|bisnis)\b/],
  [{ id: 'Ekonomi', en: 'Economics' }, /\b(?:economics|ekonomi)\b/],
  [{ id: 'Hukum', en: 'Law' }, /\b(?:law|hukum)\b/],
  [{ id: 'Psikologi', en: 'Psychology' }, /\b(?:psychology|psikologi)\b/],
  [{ id: 'Kesehatan Masyarakat', en: 'Public Health' }, /\b(?:public health|kesehatan masyarakat)\b/],
  [{ id: 'Kedokteran', en: 'Medicine' }, /\b(?:medicine|kedokteran)\b/],
  [{ id: 'Keperawatan', en: 'Nursing' }, /\b(?:nursing|keperawatan)\b/],
  [{ id: 'Desain', en: 'Design' }, /\b(?:(?:graphic |interior )?design|desain(?: (?:grafis|interior))?|dkv)\b/],
  [{ id: 'Arsitektur', en: 'Architecture' }, /\b(?:architecture|arsitektur)\b/],
  [{ id: 'Komunikasi', en: 'Communications' }, /\b(?:communications?|ilmu komunikasi|komunikasi)\b/],
  [
    { id: 'Hubungan Internasional', en: 'International Relations' },
    /\b(?:international relations|hubungan internasional)\b/,
  ],
  [{ id: 'Pendidikan', en: 'Education' }, /\b(?:education|jurusan pendidikan|ilmu pendidikan|tesol)\b/],
  [{ id: 'Pariwisata', en: 'Hospitality' }, /\b(?:hospitality|pariwisata|perhotelan|tourism)\b/],
  [{ id: 'Tata Boga', en: 'Culinary Arts' }, /\b(?:culinary|tata boga|kuliner)\b/],
]

export const MONTHS: [{ id: string; en: string }, RegExp][] = [
  [{ id: 'Januari', en: 'January' }, /\b(?:januari|january|jan)\b/],
  [{ id: 'Februari', en: 'February' }, /\b(?:februari|february|feb|pebruari)\b/],
  [{ id: 'Maret', en: 'March' }, /\b(?:maret|march|mar)\b/],
  [{ id: 'April', en: 'April' }, /\b(?:april|apr)\b/],
  [{ id: 'Mei', en: 'May' }, /\b(?:mei|(?<!you )may(?! i))\b/],
  [{ id: 'Juni', en: 'June' }, /\b(?:juni|june|jun)\b/],
  [{ id: 'Juli', en: 'July' }, /\b(?:juli|july|jul)\b/],
  [{ id: 'Agustus', en: 'August' }, /\b(?:agustus|august|agt|agu|aug)\b/],
  [{ id: 'September', en: 'September' }, /\b(?:september|sept?)\b/],
  [{ id: 'Oktober', en: 'October' }, /\b(?:oktober|october|okt|oct)\b/],
  [{ id: 'November', en: 'November' }, /\b(?:november|nopember|nov)\b/],
  [{ id: 'Desember', en: 'December' }, /\b(?:desember|december|des|dec)\b/],
]

export const WEEKDAYS = [
  /\b(?:minggu|ahad|sunday|sun)\b/,
  /\b(?:senin|monday|mon)\b/,
  /\b(?:selasa|tuesday|tue|tues)\b/,
  /\b(?:rabu|wednesday|wed)\b/,
  /\b(?:kamis|thursday|thu|thurs)\b/,
  /\b(?:jumat|jum'at|friday|fri)\b/,
  /\b(?:sabtu|saturday|sat)\b/,
]
