package io.jenkins.plugins.prepullgate.rollout;

/**
 * A symptom as it is judged.
 *
 * @param symptom what was observed
 * @param key under which it is remembered
 * @param group signs of the same group become one finding
 */
record Sign(Symptom symptom, String key, String group) {}
