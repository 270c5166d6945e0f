/** What they say to each other. */
export const lines = [
  'Good morning.',
  'Is the kettle on?',
  'The van is back from the harbour.',
  'I have put the plans on your desk.',
  'Meeting at ten, room two.',
  'Can you look at the third page again?',
  'Done, thank you.',
  'The printer on the second floor is out of paper again.',
  'Back in twenty minutes.',
  'Who has the keys to the store?',
  'They are with the front desk.',
  'The weather in Bergen is what you think it is.',
  'I will call you after lunch.',
  'Two crates are missing from the list.',
  'Found them. They were behind the door.',
  'See you tomorrow.',
] as const;

export const statuses = [
  { show: '', status: 'Here' },
  { show: 'away', status: 'Getting coffee' },
  { show: 'dnd', status: 'Writing the report' },
  { show: 'xa', status: 'On the road' },
] as const;
