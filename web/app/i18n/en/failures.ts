// Why a message was not sent, in plain words: what happened, and what to do about it.
export default {
  said: "WhatsApp's own words",
  saidCode: 'Code {{code}}. {{reason}}',
  stopped: {
    title: 'The number {{phone}} has stopped sending',
    todo: {
      token: 'Ask an admin to replace it.',
      permission: "Ask an admin to check the app's permissions at Meta.",
      account: 'Ask an admin to look at it in the Meta Business Manager.',
      payment: 'Ask an admin to settle it at Meta.',
      registration: 'Ask an admin to register it again.',
    },
    kept: 'Since {{since}}. Messages that wait are not lost: they go out as soon as the number works again.',
  },
  kinds: {
    busy: { what: 'WhatsApp is in trouble.', todo: 'It was tried six times. Send it again in a few minutes.' },
    pair_limit: {
      what: 'Too many messages went to this customer in a short time.',
      todo: 'Wait a few minutes, then send it again.',
    },
    number_limit: {
      what: 'This number sends faster than WhatsApp allows.',
      todo: 'Wait a few minutes, then send it again.',
    },
    quota: {
      what: "The WhatsApp account's quota is used up.",
      todo: 'It comes back within an hour. Send it again then.',
    },
    spam: {
      what: 'WhatsApp limits this number because many of its messages were blocked or reported.',
      todo: 'Wait some hours, and tell an admin.',
    },
    token: {
      what: "WhatsApp refuses this number's access token.",
      todo: 'Ask an admin to replace it, then send it again.',
    },
    permission: {
      what: 'WhatsApp does not permit us to send from this number.',
      todo: "Ask an admin to check the app's permissions at Meta, then send it again.",
    },
    account: {
      what: 'This WhatsApp Business account is restricted.',
      todo: 'Ask an admin to look at it in the Meta Business Manager.',
    },
    payment: {
      what: 'There is a problem with paying for the WhatsApp account.',
      todo: 'Ask an admin to settle it at Meta, then send it again.',
    },
    registration: {
      what: 'This number is not properly registered with WhatsApp.',
      todo: 'Ask an admin to register it again, then send it again.',
    },
    window: {
      what: 'The 24-hour window has closed.',
      todo: 'Send an approved template, or wait until the customer writes again.',
    },
    unreachable: {
      what: 'The message cannot reach this customer.',
      todo: 'The number may not be on WhatsApp, or the app may be too old. Reach them in another way.',
    },
    self: { what: 'It is addressed to our own number.', todo: "Check this contact's number." },
    opted_out: {
      what: 'This customer has stopped receiving promotions from us.',
      todo: 'Do not send it again; wait until they write.',
    },
    too_much: {
      what: 'WhatsApp held it back, for the customer gets many promotions already.',
      todo: 'Try again tomorrow at the earliest.',
    },
    experiment: {
      what: 'This customer is part of an experiment of WhatsApp and does not get such messages.',
      todo: 'Reach them in another way, or wait until they write.',
    },
    country: {
      what: "Our account may not send to this customer's country.",
      todo: 'Reach them in another way.',
    },
    no_phone: {
      what: "Such a message goes to phone numbers only, and this customer's is not known to us.",
      todo: 'Ask for it first.',
    },
    request: {
      what: 'WhatsApp does not take a message of this form.',
      todo: 'It is our mistake, not yours. Write it in another way, and tell an admin.',
    },
    media: { what: 'WhatsApp cannot process the file.', todo: 'Send it again, or use another file.' },
    template: { what: 'This message template cannot be used.', todo: 'Ask an admin to look at it at Meta.' },
    no_answer: {
      what: 'WhatsApp gave no answer: this message may have arrived, or not.',
      todo: 'Ask the customer before you send it again.',
    },
    other: {
      what: 'WhatsApp refused this message.',
      todo: 'Send it again; if it is refused once more, tell an admin.',
    },
  },
}
