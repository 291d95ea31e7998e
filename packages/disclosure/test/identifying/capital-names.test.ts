import { describe, expect, test } from "vitest";

import { capitalNames } from "../../src/identifying/capital-names.ts";
import { tokens as tokensOf } from "../../src/identifying/plain-text.ts";
import { foundIn } from "./marked-sentence.ts";

describe("[W2] where a sentence begins", () => {
  test.each([
    "{place:Green Lane} was cold.",
    "{organisation:Young Roots} helped.",
    "Good Guardians stay.",
    "Because {name:Sarah} left I was alone.",
    "Support\n{name:Sarah} came.",
    "Safety\n{name:Sarah} came.",
    "{place:The Jungle} was cold.",
    "{organisation:The Children's Society} wrote.",
    "{organisation:The Children's Society Centre} wrote.",
    "Shelter came first.",
    "{name:Felicity} stayed.",
    "{name:Trinity} stayed.",
    "{place:Reading} was quiet.",
    "{place:Hastings} was quiet.",
    "{origin:Christianity} and {origin:buddhism} were new to me.",
    "{origin:Hinduism} is my faith.",
    "{name:Hope Whitlock} came.",
  ])("%s", (sentence) => {
    expect(foundIn(sentence)).toBe(sentence);
  });
});

describe("[W2] words in capitals", () => {
  test.each([
    "I was SO happy.",
    "SO I left.",
    "{name:NURSE Bola} took my hand.",
    "{name:JUDGE Farquharson} was kind.",
    "{name:Nurse Hope} was kind.",
    "They gave us {name:A B C} there.",
    "It was {name:RNLI BBC ITV} there.",
    "The {organisation:RNLI} came.",
    "The dog is called {name:KESTREL} now.",
    "I live with {name:KWAME} now.",
    "They wrote {name:T}.",
  ])("%s", (sentence) => {
    expect(foundIn(sentence)).toBe(sentence);
  });
});

describe("[W1] I is nobody", () => {
  test.each([
    "In {place:Green Lane} I slept badly.",
    "{name:Sarah} I know.",
    "{place:Leeds} I’ve seen.",
    "It was I who left.",
  ])("%s", (sentence) => {
    expect(foundIn(sentence)).toBe(sentence);
  });
});

describe("[W1] titles", () => {
  test.each([
    "I told {name:Mr Whitlock} so.",
    "I told {name:Mr haddad} so.",
    "I told {name:Mr. haddad} so.",
    "I told {name:mr haddad} so.",
    "I told {name:mr. haddad} so.",
    "I told {name:mr . haddad} so.",
    "I told {name:dr Khan} so.",
    "I told {name:Prof سارة} so.",
    "I told {name:Ms}\nhaddad so.",
    "I asked the mr\nhaddad knew.",
    "I told the dr what I saw.",
    "I saw the dr",
    "I told the dr, haddad too.",
    "I told mrs {date:tuesday} too.",
    "I saw {name:Pc. Harris} there.",
    "I saw {name:Pc Harris} there.",
    "I saw {name:Mr John Smith} there.",
    "I saw {name:Dr. Wang-Wei} there.",
    "I live with Uncle.",
    "I told Uncle everything.",
    "I told Uncle\n{name:Bola} knew.",
    "I saw {name:Auntie Folake} and Auntie.",
  ])("%s", (sentence) => {
    expect(foundIn(sentence)).toBe(sentence);
  });
});

describe("[W1] what belongs to one name", () => {
  test.each([
    // A point belongs to a short form, and ends the sentence behind any other word.
    "At {place:St. Mary} I waited for {name:J. Smith}.",
    "I met {name:Sarah}. {name:Kwame} left.",
    "They only wrote {name:T}. Nobody asked.",
    "They wrote {name:T}, {name:Bola} and me.",
    "We saw {name:Dr}.\n{name:Khan} left.",
    "My name starts with {name:K}.",
    // A hyphen, not a dash.
    "I met {name:Nwosu-Blackett}.",
    "I met {name:Sarah} - {name:Kwame} came.",
    "I met {name:Sarah} -{name:Kwame} came.",
    "I met {name:Sarah}- {name:Kwame} came.",
    "I met {name:Sarah}--{name:Kwame} came.",
    "I met {name:Sarah}-",
    "I met {name:Anne-marie} there.",
    "I met {name:Anne-marie Whitlock} there.",
    "I met {name:Abdul-rahman} there.",
    "It needs {name:Sarah}-like patience.",
    "It was {name:Sarah}-like of {name:Kwame}.",
    "I asked {name:Sarah}/{name:Kwame} then.",
    "My {origin:Kurdish}-speaking friends left.",
    "It was a {name:Whitlock}-minded house.",
    "I was a {name:Anne}-{date:tuesday} child.",
    "I like {name:Newton-le-Willows}.",
    "I like {name:Newton}-under {name:Lyme}.",
    "I like {name:Newton}-le-willows.",
    "I like {name:Newton}-sur",
    "I moved to {place:Newton}-next to {place:Lyme}.",
    // And-signs and particles.
    "I knew {name:Marlow & Finch} well.",
    "I knew {name:Marlow} & my uncle.",
    "I knew {name:Marlow} &\n{name:Finch} well.",
    "I know {name:Ahmed bin Yusuf} well.",
    "I know {name:Ahmed bin al Rahman} well.",
    "I know {name:Ahmed al-Rahman} well.",
    "I know {name:Lotte van der Berg} well.",
    "I joined the {organisation:Church of the Nazarene}.",
    "I know {name:Ahmed} of course.",
    "I know {name:Ahmed} of the camp.",
    "I asked {name:Blerina} of our {place:Kent} group.",
    "I asked {name:Blerina} and {name:Kwame} too.",
    "I asked {name:Ahmed} bin",
    "I asked {name:Tran La} too.",
    // A line ends a name.
    "I knew {name:Ahmed}\n{name:Yusuf}.",
    "I knew {name:Ahmed}\nbin {name:Yusuf}.",
    "I knew {name:Ahmed} bin\n{name:Yusuf}.",
  ])("%s", (sentence) => {
    expect(foundIn(sentence)).toBe(sentence);
  });
});

describe("[W1] common words with a capital are no part of a name beside them", () => {
  test.each([
    "The Secretary of State refused.",
    "The Department of Health & Social Care wrote.",
    "My Social Worker {name:Sarah} left.",
    "My Social-Worker {name:Sarah} left.",
    "I heard that {name:Sarah} of CAMHS rang.",
    "I heard that {name:Sarah} & Mum rang.",
    "I heard that {name:Sarah} Mum rang.",
    "I heard that {organisation:Thornhill College} rang.",
    "I studied at the {organisation:University of Leeds} then.",
    "I studied at the {organisation:University Of Leeds} then.",
    "It was in {organisation:School Lane} then.",
    "The Home Office Guardian {name:Bola} Mum knew.",
  ])("%s", (sentence) => {
    expect(foundIn(sentence)).toBe(sentence);
  });
});

describe("[W1] of what kind a name is", () => {
  test.each([
    "We saw the {place:Harbour} today.",
    "We saw the {place:Leeds} and the {place:West Midlands} today.",
    "{place:Rotherbury} was lonely.",
    "{place:Exwick} was quiet.",
    "My solicitor {name:Stead} came.",
    "We saw {place:Upper Wolstershire} then.",
    "We saw {place:Addis ababa} then.",
    "I got it from {name:Sarah}.",
    "I got it from {name:Sarah Whitlock}.",
    "I got it from {place:Thornaby}.",
    "I grew up near {place:Hải Dương}.",
    "Deep inside {name:Sarah} is kind.",
    "We spoke in {origin:Kurdish}.",
    "He answered in {origin:Levantine Arabic}.",
    "I rang the {origin:Albanian Embassy}.",
    "He worked for {organisation:Tesco Express}.",
    "I rang {organisation:Children's Society} and {organisation:Unseen UK} Mum.",
    "I rang {organisation:Young Roots} again.",
    "The {place:Leeds Three} were there.",
  ])("%s", (sentence) => {
    expect(foundIn(sentence)).toBe(sentence);
  });
});

describe("[W1] numbers of houses", () => {
  test.each([
    "I live at {place:12 Green Lane}.",
    "I live at {place:12a Green Lane}.",
    "I live at {place:1234 Green Lane}.",
    "I live at {reference:12345} {place:Green Lane}.",
    "I live at {place:Flat 3}, {place:Green Lane}.",
    "I left 12 in {place:Green Lane}.",
    "I left 12, {place:Green Lane} too.",
    "I knew 12 {name:Bola Whitlock} songs.",
    "Ring {telephone:07700 900123} {place:Green Lane}.",
    "Ring my cell {telephone:07700 900123}.",
    "We had no room\n3 of us slept outside.",
    "We had no flat, 3 of us slept outside.",
    "I had no room",
  ])("%s", (sentence) => {
    expect(foundIn(sentence)).toBe(sentence);
  });
});

describe("[W1] names of the lists that are written small", () => {
  test.each([
    "I lived in {place:leeds} then.",
    "I lived in {place:addis ababa} then.",
    "I was reading in the bath.",
    "I took the {place:brighton and hove} bus.",
    "I took the {place:isle of wight} boat.",
    "I asked the {organisation:red cross} there.",
    "I asked {organisation:tesco} there.",
    "I needed shelter and boots.",
    "I asked {organisation:unseen uk} there.",
    "I met {origin:kurdish} boys.",
    "I like polish.",
    "I met {name:kwame} there.",
    "I hope for grace.",
  ])("%s", (sentence) => {
    expect(foundIn(sentence)).toBe(sentence);
  });
});

describe("[W3] a name of the study comes before what the lists say", () => {
  test.each([
    ["{name:House} 3 was cold, I think.", "House"],
    ["I saw {name:addis} ababa then.", "addis"],
    ["We saw {place:addis} {name:ababa} then.", "ababa"],
  ])("%s", (sentence, name) => {
    expect(foundIn(sentence, { known: [name] })).toBe(sentence);
  });
});

describe("[W6] a run of capitals is read once, however long it is", () => {
  test.each(["Home ", "Home of ", "Sarah ", "Sarah Home ", "Mr. "])("%j again and again", (piece) => {
    const looksPerWord = (times: number) => {
      const tokens = tokensOf(piece.repeat(times));
      let looks = 0;
      const isFree = () => {
        looks++;
        return true;
      };
      expect([...capitalNames(tokens.map(() => false))({ tokens, isFree })].length).toBeLessThanOrEqual(times);
      return looks / tokens.length;
    };
    expect(looksPerWord(400)).toBeLessThan(2 * looksPerWord(100));
  });
});
