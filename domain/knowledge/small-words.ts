/**
 * Words that say nothing about what is asked. Postgres knows them for English and has none for Indonesian; those of
 * a chat it knows in neither.
 */
const SMALL_WORDS = new Set(
  [
    'yang di ke dari untuk dengan dan atau tetapi pada dalam oleh sebagai tentang karena kalau jika bila maka agar supaya seperti sampai',
    'ini itu tersebut begini begitu sini situ sana nya pun lah kah',
    'saya aku gue kami kita kamu anda dia mereka kak kakak mas mbak bang bu ibu pak bapak min admin gan sis bro nih dong deh sih kok loh lho ya yah iya ok oke oh',
    'apa apakah siapa bagaimana berapa mana kenapa mengapa bisa dapat boleh mau ingin pengen minta tolong mohon',
    'ada adalah jadi juga lagi saja sudah belum masih akan sedang telah harus perlu tidak bukan jangan hanya lebih kurang sangat banget sekali paling semua setiap para',
    'halo hai hi hello pagi siang sore malam selamat permisi terima kasih tanya nanya info informasi soal kira terus nanti sekarang punya kalo pakai',
    'i me my we our you your he she it its they them the a an and or but if of to in on at by for from with about into as is are am was were be been being do does did doing have has had having will would can could should shall may might must not no yes',
    'this that these those there here what which who whom how why when where please thanks thank want wanna like need know tell ask get give got let me us some any also just only really very so than then too much many more most',
    'dear sir madam good morning afternoon evening',
  ].flatMap((line) => line.split(' ')),
)

export const isSmallWord = (word: string): boolean => SMALL_WORDS.has(word) || (word.length < 2 && !/\d/.test(word))
