// The small talk of a consultation desk: words that state nothing by themselves. What a reply says beyond them must stand
// in what it was given. Words of rules, money, praise and promises are left out on purpose.

// prettier-ignore
const INDONESIAN = `
jawaban balasan cadangan
ada adakah adalah aja akan aku anda antara apa apakah apabila atau atas ayo bagaimana bagi bagian bagus bahwa baik balas banyak baru
bapak begitu beberapa belum berapa beri bersama besok betul biar biasa bila bilang bisa boleh bole bu buat bukan buka cek cerita cocok
coba contoh cuma cukup dahulu dalam dan dapat dari daripada deh dekat demi dengan di dia dilanjutkan dong dua dulu enak gak ga nggak
gimana habis halo hai hanya hari harus hehe hi hingga hubungi ibu ikut ingin ini isi itu iya jadi jalan jam jangan jawab jika juga jumpa
kabar kabari kak kakak kalau kali kalo kami kamu kan kapan karena kata kayak ke keluarga kembali kemudian kenal kepada kirim kita
kok lagi lain lalu lama langsung lanjut lebih lengkap lewat lihat lupa maaf mah mana mantap masalah masih masuk mas mau maksud mbak
melalui memang mengenai menurut menjadi menyesuaikan mohon mudah mulai nah nama namun nanti ngobrol nih nyaman oh ok oke oleh orang
pada paham pagi paling para pas pasti pelan per perlu pernah pertama pilih pilihan punya putra putri rencana saat saja salah salam saling
sama sambil sampai sana sang sangat santai satu saya sebagai sebagian sebelum sebut sedang sedikit segera sehat sekali sekarang
selain selalu selamat selama seluruh semoga semua semangat senang sendiri seperti seputar serta setelah setiap siang siap siapa siapkan
silakan silahkan sini sip situ soal sore suara sudah suka supaya susul tadi tahu tanya tapi tambah tempat tentang tentu teman terakhir
terima kasih terlebih tetap tidak tiga tinggal tinggalkan tolong tulis tunggu udah untuk usah waalaikumsalam wah waktu walau ya yaitu yang yuk
yth yakni sesuai mendengar ketik klik jelas kurang lumayan nikmat penting menarik incar lewati sibuk sesi sebentar sekitar hal
percakapan pesan chat pertanyaan tanyakan jawaban catat catatan info informasi bantu bantuan asisten virtual konsultan konsultasi
jadwal slot kosong terdekat pendek singkat cari mencari atur proses daftar tersedia sambung teruskan hubungkan obrolan detail
bahas membahas jelaskan minat tertarik minati butuh pertimbangkan diskusi tim kuliah studi belajar jurusan kampus universitas negara
luar negeri tujuan jenjang bidang program kursus dokumen berkas paspor transkrip cv ijazah sertifikat tes skor nilai kemampuan bahasa
inggris dana pendanaan sumber mendukung dukung kota alamat email nomor telepon kelas lulus lulusan sekolah sarjana magister diploma
pendaftaran mendaftar daftarkan penerimaan periode tahun bulan minggu menit pekerjaan kerja latar belakang pengalaman
selasa senin rabu kamis jumat sabtu januari februari maret april mei juni juli agustus september oktober november desember pukul wib wita wit
asyik keren hebat syukur alhamdulillah semester cerah hati kendala perubahan ganti ubah pindah batal lanjutkan mengikuti dibantu
apapun kapan pun kapanpun sempat lebih dekat pilihlah pilihannya balasan kesempatan tidaklah bukankah nya ku mu wkwk noted ready next step
sarankan saran minta diminta meminta memakai pakai misalnya contohnya datang bertemu ketemu kantor tanggal favorit malam menyusul bicara berbicara
bincang persiapan senggang khawatir bekal perbedaan berbeda banget bgt wajar kerjaan pelajaran seru impian mimpi niat motivasi alasan
percaya yakin ragu takut cemas tenang lega bingung capek lelah sakit sembuh turut duka sedih bahagia bangga hebatnya selesai berhasil sukses
hadir menghadiri ditunggu menunggu menanti balik mampir kunjungi berkunjung singgah pulang pergi berangkat jauh dekatkan arah sebelah
persis tepat kebetulan memilih dipilih terpilih milih milihnya pikir pikirkan memikirkan renungkan sepakat setujukah keinginan kebutuhan harapan
harap berharap dilengkapi melengkapi menyiapkan disiapkan sedia menyediakan penjelasan dijelaskan dijawab menjawab ditanya bertanya
cerah ramah sopan hormat kenalan berkenalan sapa menyapa panggil panggilan sebutan nama namanya usia umur lahir suami istri adik ayah papa mama
anak saudara sepupu tante om nenek kakek temannya pribadi umum khusus jenis macam bentuk cara langkah tahap tahapan berikut berikutnya selanjutnya
akhir awal mulanya terbaru terkini sebulan setahun kemarin lusa depan belakang kini saatnya sejak semenjak biasanya umumnya seringnya sering
kadang jarang akhirnya pendeknya singkatnya intinya kesimpulan ringkas rinci lanjutannya cepat lambat pelan-pelan sabar tunda menunda jeda
lagipula apalagi bahkan malah justru meski meskipun walaupun sebab karenanya makanya jadinya begini begitulah demikian tersebut
mencoba dicoba latihan berlatih belajarnya kursusnya ujian ulang mengulang diulang ambil mengambil diambil bawa membawa dibawa kasih simpan
ingat mengingat ingatkan lihatlah dengar mendengarkan baca membaca dibaca menulis ditulis isi mengisi diisi foto gambar suara rekaman file kiriman
link tautan situs halaman aplikasi hape handphone laptop jaringan sinyal sms notif pesannya wa japri dm ig instagram
tergantung relevan sejalan serupa sama-sama berdua bertiga bareng sendirian ditemani menemani dampingi mendampingi arahkan mengarahkan pandu
kenyamanan lancar kelancaran semangatnya ayok gas mari hayo hoo hihi haha wkwkwk xixi aamiin amin insyaallah siapp okee okay oks yaa iyaa kakk
mbak bpk bang abang ko cici tetap semester angkatan kuliahnya ngampus wisuda skripsi ipk gpa beres makin semakin supaya agar rasanya sepakat
available start apply intake background beda tiap lock take share online via video call zoom oh ooh hmm eh btw min gan sis bro
`
// prettier-ignore
const ENGLISH = `
a about above after again all almost already also always am an and another any anything anytime are around as ask at available back be
because been before best better between both but by bye can care chat check choose chosen clear come could cool country day days did do
does done down each early either else end enjoy enough even ever every everything exact fine first fit fits for friend from full fun
get give glad go going good got great guess had happy has have having he hear hello help her here hey hi him his hold hope how i
idea if in instead interest interested interests into is it its just keep kind know last later least let level like list listed little live long look
looking lot lovely make many may me mean meet message messages mind mine moment month more morning most mum dad much my name need
never new next nice no noted not nothing now of off often ok okay on once one only open or order other our out over own part people person pick
place plan plans please point possible prefer problem question questions ready real really receive right same saturday say see send
set shall share she short should show sit so some someone something soon speak start starts starting step still study studies studying
subject such suit suits sure take takes taken talk team tell than thank thanks that the their them then there these they thing things
think this those though through time times to today together tomorrow too topic touch try type understand unless until up us
use very visit wait want was way we week welcome well went were what whatever when whenever where which while who whom whose why will wish
with without wonderful wondering work would write year years yes yet you your yours processing process shown sent talked working
assistant virtual consultant consultants consultation consultations appointment booking book slot slots schedule course courses
university universities degree program programme level country countries document documents passport transcript transcripts cv
certificate test score english language funding fund city email phone number address application applications apply intake intakes
destination field major grade school high bachelor master diploma foundation monday tuesday wednesday thursday friday sunday
january february march april june july august september october november december am pm wib wita wit option options feel free abroad
overseas information details contact reach whatsapp sounds lets perfect lucky excited afternoon evening night weekend half don't gpa
advice advise suggest recommend example instance chose bring brings brought find finds found move moves moving delete office choice worry worried fine
worries relax calm nervous scared confused unsure tired busy sick proud exciting excited dream dreams goal goals motivation reason reasons
family husband wife brother sister father mother parent parents kids child son daughter cousin age born born years-old lives living stay stays
sorry pardon apologies congratulations welcome greetings dear sir madam miss mr mrs ms guys folks everyone anyone nobody else
quick quickly slow slowly soon sooner late early earlier later recent recently currently today's tonight weekend weekday while during since till
maybe next following previous final finally also besides however although therefore thus actually simply exactly especially mostly mainly
bit lots few several couple pair both either neither same similar different difference differences various kind kinds type types way ways
step steps stage stages valuable progress begin begins beginning began finish finished end ended complete completed continue continues went gone
think thinking thought thoughts feel feeling feelings consider considering decide decided decision mind opinion prefer preferred favourite favorite
explain explains explained describe tell tells told ask asks asked answer answers answered reply replies replied respond discuss discussed
read reading write writing wrote written type typed hear heard listen look looks looked watch see seen saw share shares shared show shows
photo picture image file files link page screen phone laptop app apps voice note notes attach attached attachment message
meeting meet meets met visit visits visited come comes came arrive arrives bring join joins joined attend together alone
preparing prepare prepared preparation practice practise practising learn learns learning learned improve improving exam exams tests test
easy easier hard harder difficult simple clear clearer better best nice nicer pleasant fun funny interesting great awesome amazing cool super
sounds sound seems seem looks appear remember remind reminder forget forgot remain keep kept leave left stay put set bring carry
small big large long short high low near far close new old young ready available busy open free
reply replies test fallback main usual usually general generally common often sometimes always again once twice
let's let us okay alright absolutely certainly indeed yeah sure thing congrats well done problem problems issue issues trouble matter matters
details detail background experience experienced job jobs career work works worked employer hobby hobbies music sport sports
graduate graduated graduation student students class classes semester lecture lecturer professor major majors minor subject subjects
further soonest nearest online video call person someone hi hiya yep yup cheers instagram website
`

const list = (words: string) => new Set(words.split(/\s+/).filter((word) => word !== ''))
const ID = list(INDONESIAN)
const EN = list(ENGLISH)

// The same thing in the other language, or by another name. The first word stands for all of its row.
// prettier-ignore
const SAME = `
tahun thn year|bulan bln month|minggu pekan week fortnight|hari day|jam hour|menit minute|kantor office|buka open|tutup close|libur holiday
lantai floor|gedung building|parkir parking park|mobil car|motor motorcycle|kaki walk foot|stasiun station|telepon telpon phone|alamat address
syarat requirement require requirements|gelar degree|nilai grade score skor mark|matematika mathematics maths math|fisika physics|statistik statistics
ilmu science|komputer computer computing|teknik engineering|bisnis business|keuangan finance|akuntansi accounting|pemasaran marketing|hukum law
pendidikan education|keperawatan nursing|perhotelan hospitality hotel|magang internship|kuat strong|jurusan major course|kampus university universitas campus uni
penerimaan intake admission mulai start|pendaftaran application apply daftar mendaftar|dokumen document papers berkas paper|paspor passport|transkrip transcript
ijazah diploma|sertifikat certificate|surat letter|rekomendasi reference recommendation|dosen lecturer|atasan supervisor|terjemah translate translation
penerjemah translator|tersumpah sworn|bahasa language|inggris english uk britain|visa permit|pelajar student mahasiswa siswa|asrama dormitory dorm|apartemen apartment
paruh part|waktu time|kerja bekerja work job|konsultasi consultation|konsultan consultant|orangtua parents parent|pembekalan briefing|berangkat departure
kedatangan arrival|tinggal accommodation live stay|rekening account|kehidupan life|data information|dihapus delete hapus deleted|izin consent permission
dibagikan share shared|ubah change move reschedule changed diubah|sebelum before|setelah after once|tautan link|dikirim sent send kirim upload unggah uploaded diunggah
layanan service|nasional national|pesan message|dijawab answer jawab menjawab|berikutnya next|terbuka semua all any|lulus graduate lulusan graduates finish finished
berlaku valid|diperpanjang renew renewing renewed|diterima accept menerima accepted|bersyarat conditional|menyusul later|pengalaman experience|prestasi achievement achievements
alasan reason why|rencana plan plans|halaman page|negara country countries|australia aussie aus oz australian|kanada canada canadian|jerman germany german|belanda netherlands holland dutch
singapura singapore|malaysia malay|selandia zealand nz|baru new|irlandia ireland irish|amerika usa america us american|jepang japan japanese|swiss switzerland
tergantung depend depends depending|minimal minimum least|lama berlangsung takes take lasts last duration long|langsung directly person|resmi official|rumah home homestay
undang welcome dipersilakan|ditutup deadline tutup close closes|menunggu wait waits|telat late|dibahas cover covers bahas membahas|tim team|cari mencari search find|bantu help membantu mendampingi
kelas grade|tes test|hasil result results|memilih choose choice pilihan pilih|program programme course|bidang field|setiap each every band bagian|lanjut go continue melanjutkan|ikut join joining
lengkap complete|keluar out issued terbit|siapkan prepare menyiapkan|jakarta jkt|periksa review memeriksa check|tetap still|jeda gap year|cantumkan list put|kegiatan activities activity
libur holiday holidays|mitra partner|toko shop|jadwal schedule|video online|penghapusan delete deletion|pemberi referee|portal portal|dekat near|satu one|umum general umumnya usually biasanya
`
const MEANING = new Map(
  SAME.split(/[|\n]/).flatMap((row) => {
    const words = row.trim().split(/\s+/)
    return words.map((word) => [word, words[0] ?? word] as const)
  }),
)

const PREFIX = /^(?:meng|meny|mem|men|me|di|ber|be|ter|peng|pem|pen|pe|se|ke)(?=\p{L}{4})/u
const SUFFIX = /(?<=\p{L}{3})(?:nya|kah|lah|pun|kan|an|ku|mu|i|ies|es|s|ing|ed|ly)$/u
const stems = new Map<string, readonly string[]>()

/** A word and what remains without its endings and beginnings, so that "pendaftarannya" meets "daftar". */
export function stemsOf(word: string): readonly string[] {
  const known = stems.get(word)
  if (known) return known
  const found = new Set([word])
  for (const one of found) {
    if (found.size > 12) break
    const short = one.replace(SUFFIX, '')
    const bare = one.replace(PREFIX, '')
    for (const next of [short, bare, bare.replace(SUFFIX, '')]) if (next.length >= 3) found.add(next)
  }
  const all = [...found].flatMap((one) => (MEANING.has(one) ? [one, `=${MEANING.get(one) ?? ''}`] : [one]))
  if (stems.size > 20_000) stems.clear()
  stems.set(word, all)
  return all
}

/** Whether the word belongs to the small talk of the desk, and of which language it is. */
export function isCommon(word: string): boolean {
  return isIn(ID, word) || isIn(EN, word)
}
export const isIndonesian = (word: string): boolean => isIn(ID, word) && !EN.has(word)
export const isEnglish = (word: string): boolean => EN.has(word) && !ID.has(word)

/** Whether an English speaker may have written the word, "hi" and "ok" included. */
export const mayBeEnglish = (word: string): boolean => EN.has(word)

function isIn(words: ReadonlySet<string>, word: string): boolean {
  return words.has(word) || stemsOf(word).some((stem) => words.has(stem))
}
