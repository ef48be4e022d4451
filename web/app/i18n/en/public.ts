export default {
  description: 'A WhatsApp sales desk for small businesses: ARI answers at once, your team takes over at any time.',
  title: 'Every WhatsApp chat answered, every lead followed up',
  lead: 'ARI, your team’s assistant, greets, asks the right questions and offers times for a consultation. Your team sees all of it and takes over with one click.',
  points: {
    answer: {
      title: 'Answered within seconds',
      text: 'Day and night, in Indonesian or English, and only from the knowledge that you give.',
    },
    people: {
      title: 'People stay in charge',
      text: 'Your team reads answers before they go out for as long as you like, and can step in at any moment.',
    },
    lead: {
      title: 'Know who is ready',
      text: 'Score, stage and booked consultations for every lead, without typing anything twice.',
    },
  },
  sample: {
    label: 'A sample conversation',
    ari: 'ARI',
    ask: 'Evening, what do I need for a master in data science in Australia?',
    answer: "Good evening, Nadia! A bachelor's degree and IELTS 6.5. When would you like to start?",
    person: 'July 2027. Can I talk to a consultant?',
    taken: 'Sari took over',
    who: 'Sari',
    reply: 'Of course. Tomorrow at 10:00 on Google Meet?',
  },
  open: 'Open the inbox',
}
