// Code out here runs once per environment, in the init phase of a cold start.
let calls = 0;

export const handler = async (event, context) => {
  calls += 1;
  const name = event.name ?? 'world';
  console.log('greeting', name); // what is printed goes to the log
  return { message: `Hello, ${name}!`, calls };
};
