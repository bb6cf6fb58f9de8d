/** Messages in English: the panel of the doctor. */
export const enImportDoctor = {
  'doctor.title': 'What was found in the file',
  'doctor.hint': 'Each cure is a switch; the preview follows.',
  'doctor.example': 'Before and after',
  'doctor.before': 'Before',
  'doctor.after': 'After',
  'doctor.empty': 'empty',
  'doctor.dropped': 'none of these is loaded',
  'doctor.blanks': '{blank} stands for a blank, {unseen} for a mark that cannot be seen.',
} as const;
